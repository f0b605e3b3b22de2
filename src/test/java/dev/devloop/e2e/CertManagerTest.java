package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// Certificates that cert-manager issues from devloop's root.
@TestMethodOrder(OrderAnnotation.class)
final class CertManagerTest {

  private static final Duration ISSUED = Duration.ofSeconds(60);

  private static Project project;
  private static Kubectl kubectl;
  private static TlsClient client;

  @BeforeAll
  static void aProjectThatWantsItsCertificatesFromCertManager(Projects projects) {
    project = projects.open("certs");
    kubectl = project.kubectl();
    project.up();
    client = new TlsClient(project);
  }

  private static X509Certificate served() {
    return client.served(host());
  }

  @Test
  @Order(1)
  void theHostIsServedWithACertificateOfDevloopsRootThatCertManagerIssued() {
    Project.within(ISSUED, () -> assertThat(sans(served())).contains(host()));

    assertThat(served().getIssuerX500Principal())
        .isEqualTo(client.root().getSubjectX500Principal());
    assertThat(status("certificate/web-tls")).isEqualTo("True");
    assertThat(kubectl.get("secret/web-tls").at("/metadata/annotations").toString())
        .contains("\"cert-manager.io/issuer-kind\":\"ClusterIssuer\"");
    assertThat(kubectl.exists("secret/devloop-tls")).as("devloop's own").isFalse();
  }

  @Test
  @Order(2)
  void theIngressAsksForItByTheAnnotationThatPeopleKnow() {
    var ingress = kubectl.get("ingress/web");

    var issuer = ingress.at("/metadata/annotations").path("cert-manager.io/cluster-issuer");
    assertThat(issuer.asText()).isNotEmpty();
    assertThat(ingress.at("/spec/tls/0/hosts/0").asText()).isEqualTo(host());
    assertThat(status("clusterissuer/" + issuer.asText())).isEqualTo("True");
  }

  @Test
  @Order(3)
  void aCertificateThatIsGoneIsIssuedAgainAndServed() {
    var before = served().getSerialNumber();
    kubectl.run("delete", "secret", "web-tls").mustEndWith(0);

    Project.within(
        ISSUED,
        () -> {
          assertThat(sans(served())).contains(host());
          assertThat(served().getSerialNumber()).isNotEqualTo(before);
        });
  }

  @Test
  @Order(4)
  void anObjectOfCertManagerInTheManifestsIsIssuedTooByTheSameIssuer() {
    project.write(
        "k8s/extra.yaml",
        """
        apiVersion: cert-manager.io/v1
        kind: Certificate
        metadata: {name: extra}
        spec:
          secretName: extra
          dnsNames: [extra.NAME.localhost]
          issuerRef: {kind: ClusterIssuer, name: devloop}
        """
            .replace("NAME", project.name()));
    project.append(Project.CONFIG, "manifests: k8s/\n");
    project.up();

    Project.within(ISSUED, () -> assertThat(status("certificate/extra")).isEqualTo("True"));
  }

  @Test
  @Order(5)
  void itsWebhookRefusesWhatIsNoIssuer() {
    project.write(
        "wrong.yaml",
        """
        apiVersion: cert-manager.io/v1
        kind: Issuer
        metadata: {name: wrong}
        spec: {}
        """);
    var apply = kubectl.run("apply", "-f", project.folder().resolve("wrong.yaml").toString());

    assertThat(apply.exit()).isNotZero();
    apply.mustSay("webhook");
  }

  private static String host() {
    return "web." + project.name() + ".localhost";
  }

  private static String status(String object) {
    return Status.each(kubectl.get(object).at("/status/conditions")).stream()
        .filter(condition -> condition.path("type").asText().equals("Ready"))
        .map(condition -> condition.path("status").asText())
        .findFirst()
        .orElse("");
  }

  private static List<String> sans(X509Certificate certificate) {
    try {
      var names = certificate.getSubjectAlternativeNames();
      return names == null
          ? List.of()
          : names.stream().map(name -> String.valueOf(name.get(1))).toList();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
