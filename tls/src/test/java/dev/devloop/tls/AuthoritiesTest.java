package dev.devloop.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.devloop.core.DevloopException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AuthoritiesTest {

  @TempDir Path folder;

  private Authorities authorities() {
    return new Authorities(folder, Clock.systemUTC());
  }

  @Test
  void allOfLocalhostHasOneRootAndEveryOtherDomainItsOwn() {
    var authorities = authorities();
    var shop = authorities.root("shop.localhost");
    assertThat(authorities.root("dev.localhost").fingerprint()).isEqualTo(shop.fingerprint());
    assertThat(authorities.root("shop.test").fingerprint()).isNotEqualTo(shop.fingerprint());
    assertThat(authorities.domains()).containsExactly("localhost", "shop.test");
    assertThat(shop.domain()).isEqualTo("localhost");
  }

  @Test
  void aRootIsNotMadeByLookingForIt() {
    assertThat(authorities().existing("shop.localhost")).isEmpty();
    assertThat(authorities().domains()).isEmpty();
  }

  @Test
  void theKeyIsP256AndForItsOwnerAlone() throws IOException {
    var root = authorities().root("shop.localhost");
    var key = (ECPublicKey) root.certificate().getPublicKey();
    assertThat(key.getParams().getOrder().bitLength()).isEqualTo(256);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.keyFile())))
        .isEqualTo("rw-------");
    assertThat(root.certificate().getBasicConstraints()).as("signs no authorities").isZero();
  }

  @Test
  void aLongDomainIsConstrainedToo() {
    for (int labels = 1; labels <= 4; labels++) {
      var domain = ("a".repeat(58) + ".").repeat(labels) + "test";
      authorities().root(domain);
      assertThat(authorities().existing(domain)).as(domain).isPresent();
    }
  }

  interface Tampering {
    void with(Path folder) throws IOException;
  }

  record Case(String name, String problem, Tampering tampering) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> tampered() {
    return Stream.of(
        new Case("another certificate", "root-tampered", own -> take("root.crt", own)),
        new Case("another key", "root-tampered", own -> take("root.key", own)),
        new Case(
            "another pair",
            "root-tampered",
            own -> {
              take("root.crt", own);
              take("root.key", own);
            }),
        new Case(
            "one without a constraint",
            "root-tampered",
            own -> {
              var free = new Issuer().root("test", "me", Instant.now(), Duration.ofDays(1));
              Files.writeString(own.resolve("root.crt"), Pem.of(free.certificate()));
              Files.writeString(own.resolve("root.key"), Pem.of(free.key()));
              Files.writeString(own.resolve("root.sha256"), Root.fingerprint(free.certificate()));
            }),
        new Case(
            "rubbish", "root-tampered", own -> Files.writeString(own.resolve("root.crt"), "x")),
        new Case(
            "rubbish as key",
            "root-tampered",
            own -> Files.writeString(own.resolve("root.key"), "x")),
        new Case("no key", "root-unreadable", own -> Files.delete(own.resolve("root.key"))),
        new Case("no certificate", "root-unreadable", own -> Files.delete(own.resolve("root.crt"))),
        new Case(
            "a key for everybody",
            "root-exposed",
            own ->
                Files.setPosixFilePermissions(
                    own.resolve("root.key"), PosixFilePermissions.fromString("rw-r--r--"))));
  }

  /// From another authority for the same domain.
  private static void take(String file, Path own) throws IOException {
    var other = new Authorities(own.resolve("other"), Clock.systemUTC()).root("localhost");
    Files.copy(
        other.folder().resolve(file), own.resolve(file), StandardCopyOption.REPLACE_EXISTING);
  }

  @ParameterizedTest
  @MethodSource("tampered")
  void aRootThatWasChangedIsNotUsed(Case one) throws IOException {
    var root = authorities().root("shop.localhost");
    one.tampering().with(root.folder());
    assertThatThrownBy(() -> authorities().root("shop.localhost"))
        .isInstanceOfSatisfying(
            DevloopException.class,
            e -> assertThat(e.problems().getFirst().id()).isEqualTo(one.problem()));
  }
}
