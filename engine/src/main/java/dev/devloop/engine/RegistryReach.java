package dev.devloop.engine;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Whether a registry can be reached, found out quickly and remembered for a while: an engine that
/// cannot reach one may take 15 s to say so, for each image.
final class RegistryReach {

  /// Name lookup and connection; to the other side of the world takes 0.3 s.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /// Somebody who has just plugged in the network waits no longer than this.
  private static final Duration MEMORY = Duration.ofSeconds(60);

  private record Finding(boolean reachable, long at) {}

  private final Predicate<String> probe;
  private final LongSupplier nanos;
  private final ConcurrentHashMap<String, Finding> findings = new ConcurrentHashMap<>();

  /// @param probe asks a registry's host, slowly
  /// @param nanos the clock
  RegistryReach(Predicate<String> probe, LongSupplier nanos) {
    this.probe = probe;
    this.nanos = nanos;
  }

  /// @param access what the engine knows of registries: its mirrors count as Docker Hub
  static RegistryReach of(RegistryAccess access) {
    return new RegistryReach(host -> answers(access, host), System::nanoTime);
  }

  boolean reachable(String host) {
    return findings.compute(host, this::fresh).reachable();
  }

  private Finding fresh(String host, @org.jspecify.annotations.Nullable Finding known) {
    return known != null && nanos.getAsLong() - known.at() < MEMORY.toNanos()
        ? known
        : new Finding(probe.test(host), nanos.getAsLong());
  }

  /// A pull showed that it cannot be reached, whatever the probe said.
  void failed(String host) {
    findings.put(host, new Finding(false, nanos.getAsLong()));
  }

  private static boolean answers(RegistryAccess access, String host) {
    if (access.onlyTheEngineKnows()) {
      return true;
    }
    if (!host.equals("docker.io")) {
      return answers(URI.create("https://" + host));
    }
    return Stream.concat(access.mirrors().stream(), Stream.of("https://registry-1.docker.io"))
        .map(URI::create)
        .anyMatch(RegistryReach::answers);
  }

  /// A connection will do: whether TLS and the registry behind it work is for the engine to see.
  private static boolean answers(URI registry) {
    var plain = "http".equals(registry.getScheme()) ? 80 : 443;
    var port = registry.getPort() < 0 ? plain : registry.getPort();
    var connecting =
        new FutureTask<>(() -> {
          try (var socket = new Socket()) {
            socket.connect(
                new InetSocketAddress(registry.getHost(), port), (int) PATIENCE.toMillis());
            return true;
          }
        });
    // a name lookup knows no deadline: it may be left behind
    Thread.ofVirtual().start(connecting);
    try {
      return connecting.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException _) {
      return false;
    } catch (InterruptedException e) {
      throw Failures.interrupted("the registry " + registry, e);
    }
  }

  /// @param mirrors addresses that the engine asks before Docker Hub
  /// @param onlyTheEngineKnows it runs elsewhere or behind a proxy of its own, so that what this
  ///   process can reach says nothing
  record RegistryAccess(List<String> mirrors, boolean onlyTheEngineKnows) {}
}
