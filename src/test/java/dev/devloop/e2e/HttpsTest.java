package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
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

  private static Project shop;
  private static TrustOfMachine machine;
  private static List<String> additionsBefore;

  @BeforeAll
  static void theSampleRuns(Projects projects) throws IOException {
    additionsBefore = TrustOfMachine.additions();
    var sandbox = projects.sandbox();
    sandbox.ensureSharedCluster();
    var folder = sandbox.folder("https");
    for (var part : List.of("sample", Project.CONFIG)) {
      Folders.copy(Sandbox.checkout().resolve(part), folder.resolve(part));
    }
    var home = Files.createDirectories(sandbox.root().resolve("https-home"));
    machine = new TrustOfMachine(sandbox, home);
    shop =
        projects.add(
            Project.settle(sandbox, folder, "shop-https" + sandbox.nextNumber(), Sandbox.CLUSTER));
    devloop("up", "--yes").mustEndWith(0);
  }

  @AfterAll
  static void thisMachineTrustsWhatItTrustedBefore() {
    devloop("untrust", "--yes");
    assertThat(TrustOfMachine.additions()).isEqualTo(additionsBefore);
  }

  private static Run devloop(String... args) {
    return shop.cli().with("HOME", machine.home().toString()).run(args);
  }

  private static int port(String service, String scheme) {
    var url = URI.create(shop.status().url(service));
    assertThat(url.getScheme()).isEqualTo(scheme);
    return url.getPort();
  }

  private static String https(String host, String path) {
    return "https://" + host + ":" + httpsPort() + path;
  }

  private static int httpsPort() {
    var ports = shop.sandbox().docker().out("port", Docker.proxy(Sandbox.CLUSTER), "8443/tcp");
    return Integer.parseInt(ports.lines().findFirst().orElseThrow().replaceAll(".*:", ""));
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
              https(host, "/"))
          .mustEndWith(0)
          .mustSay("HTTP/2");
      assertThat(machine.curl(https(host, "/")).exit()).as("curl without -k").isEqualTo(60);
    }
  }

  @Test
  @Order(2)
  void opensslShowsTheChainTheNamesAndTheConstraint() throws IOException {
    var shown = machine.handshake(httpsPort(), "backend.dev.localhost");
    assertThat(shown).contains("Verify return code: 0 (ok)");
    var chain = pems(shown);
    assertThat(chain).hasSize(2);
    assertThat(openssl(chain.getFirst(), "-noout", "-ext", "subjectAltName,extendedKeyUsage"))
        .contains("DNS:backend.dev.localhost", "DNS:dev.localhost", "DNS:signaling.dev.localhost")
        .contains("TLS Web Server Authentication");
    assertThat(openssl(chain.getLast(), "-noout", "-text"))
        .contains("X509v3 Name Constraints: critical", "DNS:localhost", "CA:TRUE, pathlen:0")
        .contains("ASN1 OID: prime256v1");
    assertThat(chain.getLast().strip()).isEqualTo(Files.readString(machine.rootFile()).strip());
  }

  private static List<String> pems(String text) {
    return Pattern.compile(
            "-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", Pattern.DOTALL)
        .matcher(text)
        .results()
        .map(match -> match.group())
        .toList();
  }

  private static String openssl(String pem, String... words) {
    var command = new ArrayList<>(List.of("openssl", "x509"));
    command.addAll(List.of(words));
    return Started.start(machine.home(), shop.sandbox().env(), command)
        .input(pem)
        .end(Duration.ofSeconds(20))
        .mustEndWith(0)
        .out();
  }

  @Test
  @Order(3)
  void aServiceReachesAnotherOneByItsUrl() {
    var script =
        "fetch('%s').then(r => r.json()).then(j => console.log('health', j.valkey))"
            .formatted(https("backend.dev.localhost", "/health"));
    devloop("exec", "landing", "--", "node", "-e", script).mustEndWith(0).mustSay("health up");
    var plain = script.replace(":" + httpsPort(), "");
    devloop("exec", "landing", "--", "node", "-e", plain).mustEndWith(0).mustSay("health up");
  }

  @Test
  @Order(4)
  @Covers(commands = "trust")
  void trustNamesEachStoreAndThenHttpLeadsToHttps() {
    int http = port("backend", "http");
    assertThat(devloop("trust").exit()).as("nobody can be asked").isEqualTo(2);
    assertThat(TrustOfMachine.additions()).isEqualTo(additionsBefore);
    devloop("trust", "--yes")
        .mustEndWith(0)
        .mustSay("added to the system's store", "added to Chromium's store (" + machine.home());
    devloop("trust", "--yes").mustEndWith(0).mustSay("already in the system's store");
    for (var host : HOSTS) {
      machine.curl("-o", "/dev/null", https(host, "/")).mustEndWith(0);
    }
    Project.within(
        SOON,
        () ->
            assertThat(shop.status().url("backend")).isEqualTo(https("backend.dev.localhost", "")));
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
                .mustSay("302 " + https("backend.dev.localhost", "/health?a=b")));
    devloop("doctor").mustSay("the system's store", "https root");
  }

  @Test
  @Order(5)
  void chromiumOpensAllHostsWithoutAWarningAndGetsChangesOverAWebSocket() {
    try (var browser = Browser.start(machine.env())) {
      for (var host : List.of("backend.dev.localhost", "signaling.dev.localhost")) {
        var tab = browser.open(https(host, "/health"));
        tab.until("location.protocol === 'https:' && document.body.innerText.length > 0");
        assertThat(tab.script("location.hostname").asText()).isEqualTo(host);
      }
      var tab = browser.open(https("dev.localhost", "/"));
      tab.untilText("#headline", "A shop to develop against");
      tab.until("/^[0-9]+$/.test(document.querySelector('#counter').textContent)");
      tab.script("window.sameDocument = true");
      shop.edit(
          "sample/landing/src/headline.ts", "A shop to develop against", "A shop behind a padlock");
      tab.untilText("#headline", "A shop behind a padlock");
      assertThat(tab.script("window.sameDocument").asBoolean()).as("no reload").isTrue();
      assertThat(tab.script("isSecureContext").asBoolean()).isTrue();
      assertThat(tab.errors()).isEmpty();
    }
  }

  @Test
  @Order(6)
  void aBrowserThatDoesNotTrustTheRootWarns() throws IOException {
    var other = Files.createDirectories(shop.sandbox().root().resolve("https-other-home"));
    try (var browser = Browser.start(Map.of("HOME", other.toString()))) {
      var tab = browser.open(https("dev.localhost", "/"));
      tab.until("location.href.startsWith('chrome-error:')");
    }
  }

  @Test
  @Order(7)
  void aCertificateThatIsAboutToExpireIsReplacedUnderOpenConnections()
      throws IOException, GeneralSecurityException, InterruptedException {
    expireSoon();
    var old = served();
    var socket = new Echo();
    try (var client = client();
        var plain = new Socket("127.0.0.1", httpsPort());
        var tls =
            (SSLSocket)
                context()
                    .getSocketFactory()
                    .createSocket(plain, "backend.dev.localhost", httpsPort(), true)) {
      tls.startHandshake();
      var open =
          client
              .newWebSocketBuilder()
              .buildAsync(
                  URI.create(
                      "wss://backend.dev.localhost:" + httpsPort() + "/signaling?room=renewal"),
                  socket)
              .join();
      open.sendText("before", true).join();
      socket.mustHear("before");
      // what a clock that goes on would do: the daemon looks again
      shop.append(Project.CONFIG, "\n# looked at again\n");
      var request = HttpRequest.newBuilder(URI.create(https("backend.dev.localhost", "/health")));
      Project.until(
          SOON,
          () -> {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return !served().equals(old);
          });
      open.sendText("after", true).join();
      socket.mustHear("after");
      tls.getOutputStream()
          .write(
              "GET /health HTTP/1.1\r\nHost: backend.dev.localhost\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(tls.getInputStream().readNBytes(15), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 200 OK");
      open.abort();
    }
    assertThat(openssl(served(), "-noout", "-checkend", "" + Duration.ofDays(80).toSeconds()))
        .contains("will not expire");
  }

  /// The project's certificate with a day to live, signed by the same root, as if it were old.
  private static void expireSoon() throws IOException {
    var folder = projectFolder();
    var root = machine.rootFile().getParent();
    var names =
        Files.writeString(
            machine.home().resolve("names"),
            "subjectAltName=DNS:dev.localhost,DNS:*.dev.localhost\n");
    var request = machine.home().resolve("request");
    machine
        .run(
            "openssl",
            "req",
            "-new",
            "-key",
            folder.resolve("tls.key").toString(),
            "-subj",
            "/CN=old",
            "-out",
            request.toString())
        .mustEndWith(0);
    var own = machine.home().resolve("old.crt");
    machine
        .run(
            "openssl",
            "x509",
            "-req",
            "-in",
            request.toString(),
            "-CA",
            root.resolve("root.crt").toString(),
            "-CAkey",
            root.resolve("root.key").toString(),
            "-days",
            "1",
            "-extfile",
            names.toString(),
            "-out",
            own.toString())
        .mustEndWith(0);
    shop.kubectl()
        .out(
            "patch",
            "secret",
            "devloop-tls",
            "-p",
            "{\"data\":{\"tls.crt\":\"%s\"}}"
                .formatted(Base64.getEncoder().encodeToString(Files.readAllBytes(own))));
    var wanted = Files.readString(own).strip();
    Project.until(SOON, () -> pems(served()).getFirst().strip().equals(wanted));
    Files.writeString(
        folder.resolve("tls.crt"), wanted + "\n" + Files.readString(root.resolve("root.crt")));
  }

  private static Path projectFolder() {
    return Folders.files(shop.sandbox().state().resolve("projects")).stream()
        .filter(file ->
            file.endsWith("tls.key")
                && file.getParent()
                    .getFileName()
                    .toString()
                    .startsWith(shop.folder().getFileName().toString()))
        .map(Path::getParent)
        .findFirst()
        .orElseThrow();
  }

  /// The certificate that a new connection gets.
  private static String served() {
    return pems(machine.handshake(httpsPort(), "backend.dev.localhost")).getFirst();
  }

  private static HttpClient client() throws IOException, GeneralSecurityException {
    return HttpClient.newBuilder().sslContext(context()).build();
  }

  /// Of a client that trusts the root alone.
  private static SSLContext context() throws IOException, GeneralSecurityException {
    var certificate =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(machine.rootFile())));
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("root", certificate);
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }

  private static final class Echo implements WebSocket.Listener {
    private final BlockingQueue<String> heard = new ArrayBlockingQueue<>(100);
    private final StringBuilder partial = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        heard.add(partial.toString());
        partial.setLength(0);
      }
      return WebSocket.Listener.super.onText(socket, data, last);
    }

    void mustHear(String text) throws InterruptedException {
      var message = heard.poll(SOON.toSeconds(), TimeUnit.SECONDS);
      while (message != null && !message.contains(text)) {
        message = heard.poll(SOON.toSeconds(), TimeUnit.SECONDS);
      }
      assertThat(message).as("an answer to " + text).isNotNull();
    }
  }

  @Test
  @Order(8)
  void aRootThatSomebodyChangedIsNoticedAndNotUsed() throws IOException {
    var root = machine.rootFile();
    var sound = Files.readString(root);
    var other = machine.home().resolve("other.crt");
    machine
        .run(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-keyout",
            machine.home().resolve("other.key").toString(),
            "-subj",
            "/CN=intruder",
            "-days",
            "9",
            "-out",
            other.toString())
        .mustEndWith(0);
    Files.copy(other, root, StandardCopyOption.REPLACE_EXISTING);
    try {
      Project.within(
          SOON,
          () ->
              assertThat(shop.status().json().path("https").path("problem").path("id").asText())
                  .isEqualTo("root-tampered"));
      devloop("status").mustSay("root-tampered", "devloop untrust");
      assertThat(devloop("doctor").exit()).isEqualTo(3);
      assertThat(devloop("trust", "--yes").mustEndWith(3).all()).contains("root-tampered");
      assertThat(Files.readString(other)).isNotEqualTo(sound);
    } finally {
      Files.writeString(root, sound);
    }
    Project.within(
        SOON,
        () -> assertThat(shop.status().json().path("https").path("served").asBoolean()).isTrue());
  }

  @Test
  @Order(9)
  @Covers(commands = "untrust")
  void untrustTakesItOutOfEachStore() {
    devloop("untrust", "--yes")
        .mustEndWith(0)
        .mustSay("removed from the system's store", "removed from Chromium's store");
    assertThat(TrustOfMachine.additions()).isEqualTo(additionsBefore);
    assertThat(machine.curl(https("backend.dev.localhost", "/health")).exit()).isEqualTo(60);
    Project.within(
        SOON, () -> assertThat(shop.status().url("backend")).startsWith("http://backend."));
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
    devloop("up", "--detach", "--yes").mustEndWith(0);
    assertThat(TrustOfMachine.additions()).isEqualTo(additionsBefore);
    devloop("up", "--detach", "--trust").mustEndWith(0).mustSay("added to the system's store");
    machine.curl("-o", "/dev/null", https("backend.dev.localhost", "/health")).mustEndWith(0);
    devloop("untrust", "--yes").mustEndWith(0);
  }

  @Test
  @Order(11)
  void upAsksOnceOnATerminal() throws IOException {
    Files.delete(TrustOfMachine.askedNote(Path.of(shop.sandbox().env().get("XDG_STATE_HOME"))));
    var cli = shop.cli().with("HOME", machine.home().toString()).with("TERM", "xterm-256color");
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

  @Test
  @Order(12)
  @Covers(keys = "https")
  void requiredRedirectsWithoutTrustAndOffServesHttpAlone() {
    int http = port("backend", "http");
    var health = "http://backend.dev.localhost:" + http + "/health";
    shop.edit(Project.CONFIG, "\nproject:", "\nhttps: required\nproject:");
    Project.within(
        SOON, () -> assertThat(shop.status().url("backend")).startsWith("https://backend."));
    Project.within(
        SOON, () -> machine.curl("-o", "/dev/null", "-w", "%{http_code}", health).mustSay("302"));
    shop.edit(Project.CONFIG, "https: required", "https: \"off\"");
    devloop("up", "--detach").mustEndWith(0);
    Project.within(
        SOON, () -> machine.curl("-o", "/dev/null", "-w", "%{http_code}", health).mustSay("200"));
    assertThat(shop.status().url("backend")).startsWith("http://backend.");
    machine
        .curl(
            "-k",
            "-o",
            "/dev/null",
            "-w",
            "%{http_code}",
            https("backend.dev.localhost", "/health"))
        .mustSay("404");
    assertThat(shop.kubectl().names("secrets,configmaps"))
        .noneMatch(name -> name.contains("devloop-tls") || name.contains("devloop-ca"));
    devloop("exec", "landing", "--", "env").mustEndWith(0);
    assertThat(devloop("exec", "landing", "--", "env").out()).doesNotContain("SSL_CERT_FILE");
  }

  @Test
  @Order(13)
  void aDomainOutsideOfLocalhostHasARootOfItsOwnAndDoctorNamesTheLineForItsHosts(Projects projects)
      throws IOException {
    var web = projects.open("web");
    web.edit(Project.CONFIG, "services:", "domain: shop.test\nservices:");
    web.up();
    var root = web.sandbox().state().resolve("ca/shop.test/root.crt");
    assertThat(openssl(Files.readString(root), "-noout", "-ext", "nameConstraints"))
        .contains("DNS:shop.test")
        .doesNotContain("localhost");
    var address = "web.shop.test:%d:127.0.0.1".formatted(httpsPort());
    var url = https("web.shop.test", "/");
    Project.within(
        SOON,
        () ->
            machine
                .curl("--cacert", root.toString(), "--resolve", address, url)
                .mustEndWith(0)
                .mustSay("hello"));
    var others = machine.rootFile().toString();
    assertThat(machine.curl("--cacert", others, "--resolve", address, url).exit()).isEqualTo(60);
    web.devloop("doctor").mustSay("127.0.0.1 web.shop.test");
  }
}
