package dev.devloop.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.config.DevConfig;
import dev.devloop.core.config.HttpsMode;
import dev.devloop.kube.Fixtures.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HttpsObjectsTest {

  private static final HttpsParts.Pair PAIR = new HttpsParts.Pair("CHAIN", "KEY");

  private static final Service WEB =
      Fixtures.service("web").ports(80).host("web.dev.localhost", "/");
  private static final Service API =
      Fixtures.service("api").ports(81).host("web.dev.localhost", "/api");

  private static String text(DevConfig config, HttpsParts parts) {
    return String.join("", HttpsObjects.of(config, parts).stream().map(KubeObject::yaml).toList());
  }

  private static String web(DevConfig config, Service web, Map<String, String> envFile) {
    return String.join(
        "",
        Objects.of(config, web.config(), "x", envFile, "").stream().map(KubeObject::yaml).toList());
  }

  @Test
  void theCertificateIsASecretOfTheTypeThatIngressesTake() {
    var text = text(Fixtures.config(WEB), new HttpsParts(Optional.of(PAIR), "", false));
    assertThat(text)
        .contains("name: \"devloop-tls\"", "type: \"kubernetes.io/tls\"", "tls.crt: \"Q0hBSU4=\"");
  }

  @Test
  void theRedirectHasOneRuleForAHostAndComesFirst() {
    var text = text(Fixtures.config(WEB, API), new HttpsParts(Optional.of(PAIR), "", true));
    assertThat(text)
        .containsOnlyOnce("host: \"web.dev.localhost\"")
        .contains("router.entrypoints: \"web\"", "router.middlewares: \"devloop-https@file\"")
        .contains("router.priority: \"1000000\"");
  }

  @Test
  void withoutARedirectHttpAnswersByItself() {
    assertThat(text(Fixtures.config(WEB), new HttpsParts(Optional.of(PAIR), "", false)))
        .doesNotContain("Ingress");
  }

  @Test
  void aServiceIsServedWithTheCertificateAndByHttpAloneWhenHttpsIsOff() {
    assertThat(web(Fixtures.config(WEB), WEB, Map.of()))
        .contains("secretName: \"devloop-tls\"")
        .doesNotContain("router.entrypoints");
    assertThat(web(Fixtures.config(WEB).withHttps(HttpsMode.OFF), WEB, Map.of()))
        .contains("router.entrypoints: \"web\"")
        .doesNotContain("devloop-tls", "dev.devloop/trust", "devloop-ca", "hostAliases");
  }

  @Test
  void containersTrustTheBundleAndKnowTheHosts() {
    assertThat(web(Fixtures.config(WEB, API), WEB, Map.of()))
        .contains("dev.devloop/trust: \"SSL_CERT_FILE,NODE_EXTRA_CA_CERTS,")
        .doesNotContain("volumes:")
        .contains("ip: \"10.96.0.80\"", "- \"web.dev.localhost\"");
    assertThat(text(Fixtures.config(WEB), new HttpsParts(Optional.of(PAIR), "BUNDLE", false)))
        .contains("ca-certificates.crt: \"BUNDLE\"", "name: \"devloop-ca\"");
  }

  @Test
  void whatAServiceSetsItselfStays() {
    var own = WEB.env("SSL_CERT_FILE", "/own.crt");
    assertThat(web(Fixtures.config(own), own, Map.of("NODE_EXTRA_CA_CERTS", "/other.crt")))
        .containsOnlyOnce("SSL_CERT_FILE")
        .contains("/own.crt", "dev.devloop/trust: \"REQUESTS_CA_BUNDLE,")
        .doesNotContain("NODE_EXTRA_CA_CERTS,");
  }

  @Test
  void podsThatWouldBeRolledForTheNamesAloneKeepThoseThatTheyHave() {
    var live = deployment(Fixtures.config(WEB));
    var more = Fixtures.service("more").ports(80).host("more.dev.localhost", "/");
    var wanted = deployment(Fixtures.config(WEB, more));
    assertThat(wanted.yaml()).contains("more.dev.localhost");
    ContainerTrust.keepNames(wanted.body(), live.body());
    assertThat(PodTemplates.of(wanted.body())).isEqualTo(PodTemplates.of(live.body()));
    var other = deployment(Fixtures.config(WEB, more), WEB.env("A", "b"));
    ContainerTrust.keepNames(other.body(), live.body());
    assertThat(other.yaml()).contains("more.dev.localhost");
  }

  @Test
  void aJobRunsNotAgainForANameThatIsNew() {
    var job = Fixtures.service("migrate").job();
    assertThat(web(Fixtures.config(WEB, job), job, Map.of()))
        .contains("SSL_CERT_FILE")
        .doesNotContain("hostAliases");
  }

  private static KubeObject deployment(DevConfig config) {
    return deployment(config, WEB);
  }

  private static KubeObject deployment(DevConfig config, Service web) {
    return Objects.of(config, web.config(), "x", Map.of(), "").stream()
        .filter(object -> object.ref().kind().equals("Deployment"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void nothingIsMadeOfNothing() {
    assertThat(HttpsObjects.of(Fixtures.config(WEB), HttpsParts.NONE)).isEqualTo(List.of());
  }
}
