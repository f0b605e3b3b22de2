package dev.devloop.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.Home;
import dev.devloop.core.config.HttpsMode;
import dev.devloop.kube.HttpsParts;
import dev.devloop.tls.Authorities;
import dev.devloop.tls.HostTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HttpsSourceTest {

  @TempDir Path folder;
  private Instant now = Instant.now();
  private Path bundle;
  private Authorities authorities;
  private HttpsSource source;

  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };

  @BeforeEach
  void open() throws IOException {
    bundle = Files.writeString(folder.resolve("bundle.crt"), "OTHERS\n");
    authorities = Authorities.of(Home.of(Map.of("DEVLOOP_HOME", folder.toString()), folder));
    source = new HttpsSource(authorities, folder, HostTrust.of(bundle), clock);
  }

  private HttpsSource.Found found(HttpsMode mode) {
    return source.of(Projects.config().withHttps(mode));
  }

  @Test
  void httpRedirectsOnceThisMachineTrustsTheRoot() throws IOException {
    assertThat(found(HttpsMode.AUTO).state().served()).isTrue();
    assertThat(found(HttpsMode.AUTO).state().redirects()).isFalse();
    Files.writeString(bundle, "OTHERS\n" + authorities.root("x.localhost").pem());
    assertThat(found(HttpsMode.AUTO).state().redirects()).isTrue();
    assertThat(found(HttpsMode.AUTO).parts().redirects()).isTrue();
  }

  @Test
  void requiredAlwaysRedirectsAndOffMakesNothing() {
    assertThat(found(HttpsMode.OFF)).isEqualTo(HttpsSource.Found.NONE);
    assertThat(authorities.domains()).isEmpty();
    assertThat(found(HttpsMode.REQUIRED).state().redirects()).isTrue();
  }

  @Test
  void withCertManagerTheCertificateIsMadeInTheCluster() {
    assertThat(found(HttpsMode.CERT_MANAGER).parts().pair()).isEmpty();
    assertThat(authorities.domains()).as("from the same root").isNotEmpty();
  }

  @Test
  void containersTrustTheRootBesideTheHostsOwn() {
    assertThat(found(HttpsMode.AUTO).parts().bundle())
        .startsWith("OTHERS\n-----BEGIN CERTIFICATE-----")
        .endsWith(authorities.root("x.localhost").pem());
  }

  @Test
  void aLookMakesNothing() {
    assertThat(source.looking().of(Projects.config()).parts()).isEqualTo(HttpsParts.NONE);
    assertThat(authorities.domains()).isEmpty();
  }

  @Test
  void aRootThatWasChangedIsToldAndServicesRunWithoutIt() throws IOException {
    found(HttpsMode.AUTO);
    Files.writeString(authorities.root("x.localhost").file(), "rubbish");
    var found = found(HttpsMode.AUTO);
    assertThat(found.state().served()).isFalse();
    assertThat(found.state().problem().orElseThrow().id()).isEqualTo("root-tampered");
    assertThat(found.parts().pair()).isEmpty();
    assertThat(found.parts().bundle()).as("else no container trusts anybody").isEqualTo("OTHERS\n");
  }

  @Test
  void theConfigIsReadAgainWhenTheCertificateIsDueAndWhenFilesChange() throws IOException {
    var config = Optional.of(Projects.config());
    var readings = new AtomicInteger();
    var watch =
        new HttpsWatch(
            authorities,
            HostTrust.of(bundle),
            folder.resolve("tls.crt"),
            clock,
            () -> config,
            source::renewal,
            () -> {
              readings.incrementAndGet();
              source.of(config.get());
            });
    var first = source.of(config.get());
    var stamp = watch.look(watch.stamp());
    assertThat(readings).hasValue(0);
    now = now.plus(Duration.ofDays(61));
    stamp = watch.look(stamp);
    assertThat(readings).as("renewal").hasValue(1);
    assertThat(source.of(config.get()).parts().pair()).isNotEqualTo(first.parts().pair());
    stamp = watch.look(watch.look(stamp));
    int before = readings.get();
    Files.setPosixFilePermissions(
        authorities.root("x.localhost").keyFile(), PosixFilePermissions.fromString("rw-r--r--"));
    stamp = watch.look(stamp);
    assertThat(readings).as("mode of the key").hasValue(before + 1);
    Files.writeString(bundle, "OTHER ROOTS\n");
    watch.look(stamp);
    assertThat(readings).as("what the host trusts").hasValue(before + 2);
  }
}
