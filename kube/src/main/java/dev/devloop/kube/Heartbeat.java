package dev.devloop.kube;

import dev.devloop.core.Problem;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// Finds out that the API is gone, which a watch does not: a paused node keeps its connections.
final class Heartbeat {

  private static final Duration PERIOD = Duration.ofSeconds(5);

  /// While it does not answer, so that its return is noticed soon.
  private static final Duration PERIOD_LOST = Duration.ofSeconds(1);

  /// An API server that has just been unpaused needs half a second.
  private static final Duration ANSWER = Duration.ofSeconds(3);

  /// One missed beat may be a busy machine.
  private static final int MISSED = 2;

  /// More than a beat and its answer can take.
  private static final Duration PAUSED = PERIOD.plus(ANSWER);

  private final KubernetesClient client;
  private final Consumer<Problem> lost;
  private final Runnable found;
  private final Runnable woke;

  /// @param lost told once when beats are missed
  /// @param found told when they are back
  /// @param woke told, before that, that time has passed in which the cluster did nothing; also
  ///   after this machine was suspended
  Heartbeat(KubernetesClient client, Consumer<Problem> lost, Runnable found, Runnable woke) {
    this.client = client;
    this.lost = lost;
    this.found = found;
    this.woke = woke;
  }

  /// Beats until it is interrupted.
  void run() throws InterruptedException {
    int missed = 0;
    var last = Instant.now();
    while (true) {
      Thread.sleep(missed == 0 ? PERIOD : PERIOD_LOST);
      var error = beat();
      if (!error.isEmpty()) {
        missed++;
        if (missed == MISSED) {
          lost.accept(problem(error));
        }
        continue;
      }
      if (Duration.between(last, Instant.now()).compareTo(PAUSED) > 0) {
        woke.run();
      }
      if (missed >= MISSED) {
        found.run();
      }
      missed = 0;
      last = Instant.now();
    }
  }

  /// Any answer will do. Empty when there was one.
  private String beat() throws InterruptedException {
    var uri = client.getMasterUrl() + "readyz";
    var request = client.getHttpClient().newHttpRequestBuilder().uri(uri).build();
    var sent = client.getHttpClient().sendAsync(request, String.class);
    try {
      var unused = sent.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
      return unused.code() > 0 ? "" : "an answer without a status";
    } catch (ExecutionException e) {
      return String.valueOf(e.getCause());
    } catch (TimeoutException e) {
      sent.cancel(true);
      return "no answer within " + ANSWER.toSeconds() + " s";
    }
  }

  private Problem problem(String error) {
    return Problem.of(
            "cluster-unreachable",
            "The cluster's API at " + client.getMasterUrl() + " does not answer any more.",
            "The cluster was stopped, paused or deleted, or the engine was.",
            "Run `devloop up`: it brings the cluster back.")
        .withEvidence(List.of(error));
  }
}
