package dev.devloop.engine;

import com.fasterxml.jackson.core.JacksonException;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Every call to the engine goes through here. docker-java ignores its response timeout on unix
/// sockets, so each call runs on a virtual thread of its own and is given up at its deadline.
final class Calls implements AutoCloseable {

  /// Far above what any call on a busy machine took (removing a kind node: 12 s).
  static final Duration USUAL = Duration.ofSeconds(60);

  /// A call that answers.
  interface Call<T> {
    T on(DockerClient docker) throws Exception;
  }

  /// A call that only acts.
  interface Act {
    void on(DockerClient docker) throws Exception;
  }

  private final EngineAddress address;
  private final DockerClient docker;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Calls(EngineAddress address, DockerClient docker) {
    this.address = address;
    this.docker = docker;
  }

  EngineAddress address() {
    return address;
  }

  <T> T ask(String doing, Call<T> call) {
    return ask(doing, USUAL, call);
  }

  void tell(String doing, Act act) {
    tell(doing, USUAL, act);
  }

  void tell(String doing, Duration deadline, Act act) {
    ask(
        doing,
        deadline,
        docker -> {
          act.on(docker);
          return "";
        });
  }

  /// As [#ask], for who takes no answer of the engine's but a good one.
  ///
  /// @throws DevloopException the engine refused, or did not answer
  <T> T request(String doing, Duration deadline, Call<T> call) {
    try {
      return ask(doing, deadline, call);
    } catch (DockerException e) {
      throw refused(doing, e);
    }
  }

  /// @param doing what it is for, such as `start container x`, for the message of a failure
  /// @throws DockerException the engine answered with an error status
  /// @throws DevloopException it did not answer
  <T> T ask(String doing, Duration deadline, Call<T> call) {
    var running = threads.submit(() -> call.on(docker));
    try {
      return running.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      running.cancel(true);
      throw timeout(doing, deadline, e);
    } catch (InterruptedException e) {
      running.cancel(true);
      throw Failures.interrupted(doing, e);
    } catch (ExecutionException e) {
      throw failed(doing, e.getCause() == null ? e : e.getCause());
    }
  }

  private RuntimeException failed(String doing, Throwable cause) {
    return switch (cause) {
      case DockerException refused -> refused;
      case DevloopException known -> known;
      default ->
          new DevloopException(
              ExitCode.PLATFORM,
              Problem.of(
                      isBroken(cause) ? EngineAddress.UNREACHABLE : "engine-error",
                      "The container engine does not answer: it was to " + doing + ".",
                      "The connection to " + address + " broke: the engine may have been stopped.",
                      "Start it again, devloop's own by `devloop engine start`; then run devloop"
                          + " again.")
                  .withEvidence(List.of(cause.toString())),
              cause);
    };
  }

  /// The connection did not hold; an answer that makes no sense is another matter.
  private static boolean isBroken(Throwable cause) {
    for (var at = Optional.of(cause); at.isPresent(); at = at.map(Throwable::getCause)) {
      if (at.get() instanceof JacksonException) {
        return false;
      }
      if (at.get() instanceof IOException) {
        return true;
      }
    }
    return false;
  }

  /// What the engine refused, for people.
  static DevloopException refused(String doing, DockerException e) {
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of("engine-error", "The container engine refused to " + doing + ".", "", "")
            .withEvidence(List.of("HTTP " + e.getHttpStatus() + ": " + message(e))),
        e);
  }

  /// docker-java puts the status before the engine's words.
  static String message(DockerException e) {
    var text = e.getMessage();
    return text == null ? "" : text.replaceFirst("^Status \\d+: ", "").strip();
  }

  private DevloopException timeout(String doing, Duration deadline, TimeoutException e) {
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
            "engine-timeout",
            "The container engine did not " + doing + " within " + deadline.toSeconds() + " s.",
            "It hangs, or the machine is very busy.",
            "Look at `docker info` and the engine's log; restart the engine when it does not"
                + " answer."),
        e);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      docker.close();
    } catch (java.io.IOException _) {
      // nothing is lost: the connections end with the process
    }
  }
}
