package dev.devloop.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {

  private static final Instant START = Instant.parse("2026-05-01T12:00:00Z");
  private static final List<String> HOSTS = List.of("backend.dev.localhost", "dev.localhost");

  @TempDir Path folder;
  private Root root;

  @BeforeEach
  void makeRoot() {
    root = new Authorities(folder.resolve("ca"), at(START)).root("dev.localhost");
  }

  private static Clock at(Instant time) {
    return Clock.fixed(time, ZoneOffset.UTC);
  }

  private ServerCertificate at(Duration later, List<String> hosts) {
    return new Certificates(folder, at(START.plus(later))).of(root, "shop", hosts);
  }

  @Test
  void itStandsBelowTheRootAndNamesTheHosts() throws GeneralSecurityException {
    var made = at(Duration.ZERO, HOSTS);
    var own = Pem.certificates(made.chain()).getFirst();
    assertThat(own.getSubjectAlternativeNames())
        .extracting(name -> String.valueOf(name.get(1)))
        .containsExactlyElementsOf(HOSTS);
    assertThat(own.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(Pem.certificates(made.chain()).get(1)).isEqualTo(root.certificate());
    assertThatCode(() -> validate(made)).doesNotThrowAnyException();
  }

  @Test
  void aProjectMayHaveTheLongestName() {
    var made =
        new Certificates(folder, at(START)).of(root, "p".repeat(63), List.of("dev.localhost"));
    assertThatCode(() -> validate(made)).doesNotThrowAnyException();
  }

  @Test
  void theRootCannotSpeakForOtherNames() {
    var made = at(Duration.ZERO, List.of("bank.example"));
    assertThatThrownBy(() -> validate(made))
        .isInstanceOf(CertPathValidatorException.class)
        .hasMessageContaining("name constraints");
  }

  private void validate(ServerCertificate made) throws GeneralSecurityException {
    var parameters = new PKIXParameters(Set.of(new TrustAnchor(root.certificate(), null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(START));
    var own = Pem.certificates(made.chain()).getFirst();
    // with the root in the path its constraints count, as they do for browsers
    var path =
        CertificateFactory.getInstance("X.509").generateCertPath(List.of(own, root.certificate()));
    CertPathValidator.getInstance("PKIX").validate(path, parameters);
  }

  @Test
  void itIsKeptUntilAThirdOfItsLifeIsLeft() {
    var first = at(Duration.ZERO, HOSTS);
    assertThat(first.expires()).isEqualTo(START.plus(Duration.ofDays(90)));
    assertThat(at(Duration.ofDays(59), HOSTS)).isEqualTo(first);
    var renewed = at(Duration.ofDays(61), HOSTS);
    assertThat(renewed.chain()).isNotEqualTo(first.chain());
    assertThat(renewed.expires()).isEqualTo(START.plus(Duration.ofDays(151)));
  }

  @Test
  void otherHostsGetAnotherOne() {
    var first = at(Duration.ZERO, HOSTS);
    assertThat(at(Duration.ZERO, List.of("dev.localhost")).chain()).isNotEqualTo(first.chain());
  }

  @Test
  void anotherRootMakesAnotherOne() {
    var first = at(Duration.ZERO, HOSTS);
    root = new Authorities(folder.resolve("other"), at(START)).root("dev.localhost");
    assertThat(at(Duration.ZERO, HOSTS).chain()).isNotEqualTo(first.chain());
  }

  @Test
  void rubbishIsReplaced() throws IOException {
    at(Duration.ZERO, HOSTS);
    Files.writeString(folder.resolve("tls.crt"), "rubbish");
    assertThatCode(() -> validate(at(Duration.ZERO, HOSTS))).doesNotThrowAnyException();
  }

  @Test
  void itsKeyIsForItsOwnerAloneAndNotShown() throws IOException {
    var made = at(Duration.ZERO, HOSTS);
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("tls.key"))))
        .isEqualTo("rw-------");
    assertThat(made.toString()).doesNotContain("PRIVATE");
  }
}
