package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// The sample by HTTPS, before and after this machine trusts the root. What it adds to the system's
/// store it takes out again.
@TestMethodOrder(OrderAnnotation.class)
final class HttpsTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final List<String> HOSTS =
      List.of("dev.localhost", "backend.dev.localhost", "signaling.dev.localhost");

  private static HttpsShop shop;
  private static TrustOfMachine machine;
  private static List<String> additionsBefore;

  @BeforeAll
  static void theSampleRuns(Projects projects) throws IOException {
    additionsBefore = TrustOfMachine.additions();
    shop = HttpsShop.start(projects, "dev.localhost");
    machine = shop.machine();
  }

  @AfterAll
  static void thisMachineTrustsWhatItTrustedBefore() {
    shop.devloop("untrust", "--yes");
    assertThat(TrustOfMachine.additions()).isEqualTo(additionsBefore);
  }

  private static int port(String service, String scheme) {
    var url = URI.create(shop.project().status().url(service));
    assertThat(url.getScheme()).isEqualTo(scheme);
    return url.getPort();
  }

  @Test
  @Order(1)
  void everyHostHasHttpsAndHttpAnswersByItselfUntilTheRootIsTrusted() {
    int http = port("backend", "http");
    machine
        .curl(
            "-o",
            "/dev/null",
            "-w",
            "%{http_code}",
            "http://backend.dev.localhost:" + http + "/health")
        .mustEndWith(0)
        .mustSay("200");
    for (var host : HOSTS) {
      machine
          .curl(
              "--cacert",
              machine.rootFile().toString(),
              "-o",
              "/dev/null",
              "-w",
              "HTTP/%{http_version}",
              machine.https(host, "/"))
          .mustEndWith(0)
          .mustSay("HTTP/2");
      assertThat(machine.curl(machine.https(host, "/")).exit()).as("curl without -k").isEqualTo(60);
    }
  }

  @Test
  @Order(2)
  void opensslShowsTheChainTheNamesAndTheConstraint() throws IOException {
    var shown = machine.handshake(machine.httpsPort(), "backend.dev.localhost");
    assertThat(shown).contains("Verify return code: 0 (ok)");
    var chain = TrustOfMachine.pems(shown);
    assertThat(chain).hasSize(2);
    assertThat(
            machine.openssl(chain.getFirst(), "-noout", "-ext", "subjectAltName,extendedKeyUsage"))
        .contains("DNS:backend.dev.localhost", "DNS:dev.localhost", "DNS:signaling.dev.localhost")
        .contains("TLS Web Server Authentication");
    assertThat(machine.openssl(chain.getLast(), "-noout", "-text"))
        .contains("X509v3 Name Constraints: critical", "DNS:localhost", "CA:TRUE, pathlen:0")
        .contains("ASN1 OID: prime256v1");
    assertThat(chain.getLast().strip()).isEqualTo(Files.readString(machine.rootFile()).strip());
  }

  @Test
  @Order(3)
  void aServiceReachesAnotherOneByItsUrl() {
    var script =
        "fetch('%s').then(r => r.json()).then(j => console.log('health', j.valkey))"
            .formatted(machine.https("backend.dev.localhost", "/health"));
    shop.devloop("exec", "landing", "--", "node", "-e", script).mustEndWith(0).mustSay("health up");
    var plain = script.replace(":" + machine.httpsPort(), "");
    shop.devloop("exec", "landing", "--", "node", "-e", plain).mustEndWith(0).mustSay("health up");
  }

  @Test
  @Order(4)
  @Covers(commands = "trust")
  void trustNamesEachStoreAndThenHttpLeadsToHttps() {
    int http = port("backend", "http");
    assertThat(shop.devloop("trust").exit()).as("nobody can be asked").isEqualTo(2);
    assertThat(TrustOfMachine.additions()).isEqualTo(additionsBefore);
    shop.devloop("trust", "--yes")
        .mustEndWith(0)
        .mustSay("added to the system's store", "added to Chromium's store (" + machine.home());
    shop.devloop("trust", "--yes").mustEndWith(0).mustSay("already in the system's store");
    for (var host : HOSTS) {
      machine.curl("-o", "/dev/null", machine.https(host, "/")).mustEndWith(0);
    }
    Project.within(
        SOON,
        () ->
            assertThat(shop.project().status().url("backend"))
                .isEqualTo(machine.https("backend.dev.localhost", "")));
    Project.within(
        SOON,
        () ->
            machine
                .curl(
                    "-o",
                    "/dev/null",
                    "-w",
                    "%{http_code} %{redirect_url}",
                    "http://backend.dev.localhost:" + http + "/health?a=b")
                .mustEndWith(0)
                .mustSay("302 " + machine.https("backend.dev.localhost", "/health?a=b")));
    shop.devloop("doctor").mustSay("the system's store", "https root");
  }

  @Test
  @Order(5)
  void chromiumOpensAllHostsWithoutAWarningAndGetsChangesOverAWebSocket() {
    try (var browser = Browser.start(machine.env())) {
      for (var host : List.of("backend.dev.localhost", "signaling.dev.localhost")) {
        var tab = browser.open(machine.https(host, "/health"));
        tab.until("location.protocol === 'https:' && document.body.innerText.length > 0");
        assertThat(tab.script("location.hostname").asText()).isEqualTo(host);
      }
      var tab = browser.open(machine.https("dev.localhost", "/"));
      tab.untilText("#headline", "A shop to develop against");
      tab.until("/^[0-9]+$/.test(document.querySelector('#counter').textContent)");
      tab.script("window.sameDocument = true");
      shop.project()
          .edit(
              "sample/landing/src/headline.ts",
              "A shop to develop against",
              "A shop behind a padlock");
      tab.untilText("#headline", "A shop behind a padlock");
      assertThat(tab.script("window.sameDocument").asBoolean()).as("no reload").isTrue();
      assertThat(tab.script("isSecureContext").asBoolean()).isTrue();
      assertThat(tab.errors()).isEmpty();
    }
  }

  @Test
  @Order(6)
  void aBrowserThatDoesNotTrustTheRootWarns() throws IOException {
    var other =
        Files.createDirectories(shop.project().sandbox().root().resolve("https-other-home"));
    try (var browser = Browser.start(Map.of("HOME", other.toString()))) {
      var tab = browser.open(machine.https("dev.localhost", "/"));
      tab.until("location.href.startsWith('chrome-error:')");
    }
  }

  @Test
  @Order(9)
  @Covers(commands = "untrust")
  void untrustTakesItOutOfEachStore() {
    shop.devloop("untrust", "--yes")
        .mustEndWith(0)
        .mustSay("removed from the system's store", "removed from Chromium's store");
    assertThat(TrustOfMachine.additions()).isEqualTo(additionsBefore);
    assertThat(machine.curl(machine.https("backend.dev.localhost", "/health")).exit())
        .isEqualTo(60);
    Project.within(
        SOON,
        () -> assertThat(shop.project().status().url("backend")).startsWith("http://backend."));
    int http = port("backend", "http");
    Project.within(
        SOON,
        () ->
            machine
                .curl(
                    "-o",
                    "/dev/null",
                    "-w",
                    "%{http_code}",
                    "http://backend.dev.localhost:" + http + "/health")
                .mustSay("200"));
  }

  @Test
  @Order(10)
  @Covers(commands = "up --trust")
  void upTrustsWhenToldAndYesAloneNeverDoes() {
    shop.devloop("up", "--detach", "--yes").mustEndWith(0);
    assertThat(TrustOfMachine.additions()).isEqualTo(additionsBefore);
    shop.devloop("up", "--detach", "--trust").mustEndWith(0).mustSay("added to the system's store");
    machine
        .curl("-o", "/dev/null", machine.https("backend.dev.localhost", "/health"))
        .mustEndWith(0);
    shop.devloop("untrust", "--yes").mustEndWith(0);
  }

  @Test
  @Order(11)
  void upAsksOnceOnATerminal() throws IOException {
    Files.delete(
        TrustOfMachine.askedNote(Path.of(shop.project().sandbox().env().get("XDG_STATE_HOME"))));
    var cli = shop.cli().with("TERM", "xterm-256color");
    try (var screen = Screen.start(cli, 100, 30, "up")) {
      screen.shows("Let this machine trust it? [y/N]");
      screen.type("n\r");
      screen.shows("? help  q leave");
      screen.type("q");
      screen.end().mustEndWith(0);
    }
    assertThat(TrustOfMachine.additions()).isEqualTo(additionsBefore);
    try (var screen = Screen.start(cli, 100, 30, "up")) {
      screen.shows("? help  q leave");
      screen.type("q");
      assertThat(screen.end().mustEndWith(0).all()).doesNotContain("[y/N]");
    }
  }
}
