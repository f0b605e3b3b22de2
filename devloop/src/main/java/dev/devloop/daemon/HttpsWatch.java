package dev.devloop.daemon;

import dev.devloop.core.config.DevConfig;
import dev.devloop.tls.Authorities;
import dev.devloop.tls.HostTrust;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Has the config read again when that would give another answer about HTTPS: the certificate is to
/// be renewed, this machine trusts other roots, or the root's files were touched.
final class HttpsWatch implements AutoCloseable {

  /// A look at five files takes microseconds; whoever types `devloop trust` waits for it.
  private static final Duration PERIOD = Duration.ofSeconds(3);

  private final Authorities authorities;
  private final HostTrust trust;
  private final Path certificate;
  private final Clock clock;
  private final Supplier<Optional<DevConfig>> config;
  private final Supplier<Optional<Instant>> renewal;
  private final Runnable again;
  private final CountDownLatch closed = new CountDownLatch(1);

  /// @param certificate file of the project's
  /// @param config that stands
  /// @param renewal of its certificate
  /// @param again reads the config
  HttpsWatch(
      Authorities authorities,
      HostTrust trust,
      Path certificate,
      Clock clock,
      Supplier<Optional<DevConfig>> config,
      Supplier<Optional<Instant>> renewal,
      Runnable again) {
    this.authorities = authorities;
    this.trust = trust;
    this.certificate = certificate;
    this.clock = clock;
    this.config = config;
    this.renewal = renewal;
    this.again = again;
  }

  HttpsWatch started() {
    Thread.ofVirtual().name("https").start(this::run);
    return this;
  }

  private void run() {
    try {
      var before = stamp();
      while (!closed.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
        before = look(before);
      }
    } catch (InterruptedException _) {
      // the daemon ends
    }
  }

  /// @param before what the last look gave
  /// @return what this one gives
  String look(String before) {
    var now = stamp();
    boolean due = renewal.get().filter(at -> !clock.instant().isBefore(at)).isPresent();
    if (due || !now.equals(before)) {
      again.run();
    }
    return now;
  }

  String stamp() {
    var roots =
        config.get().filter(c -> c.https().served()).map(c -> authorities.stamp(c.domain()));
    return Authorities.stampOf(certificate)
        + trust.file().map(Authorities::stampOf).orElse("")
        + roots.orElse("");
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
