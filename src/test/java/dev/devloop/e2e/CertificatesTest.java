package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
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
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// What becomes of roots and certificates over time, and which of them a project gets.
@TestMethodOrder(OrderAnnotation.class)
final class CertificatesTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String HOST = "backend.certs.localhost";

  private static HttpsShop shop;
  private static TrustOfMachine machine;

  @BeforeAll
  static void theSampleRuns(Projects projects) throws IOException {
    shop = HttpsShop.start(projects, "certs.localhost");
    machine = shop.machine();
  }

  @Test
  @Order(1)
  void aCertificateThatIsAboutToExpireIsReplacedUnderOpenConnections()
      throws IOException, GeneralSecurityException, InterruptedException {
    var expiring = expiring();
    var old = machine.served(HOST);
    var socket = new Echo();
    try (var client = client();
        var plain = new Socket(InetAddress.getLoopbackAddress(), machine.httpsPort());
        var tls =
            (SSLSocket)
                machine
                    .context()
                    .getSocketFactory()
                    .createSocket(plain, HOST, machine.httpsPort(), true)) {
      tls.startHandshake();
      var open =
          client
              .newWebSocketBuilder()
              .buildAsync(
                  URI.create(
                      "wss://backend.certs.localhost:"
                          + machine.httpsPort()
                          + "/signaling?room=renewal"),
                  socket)
              .join();
      open.sendText("before", true).join();
      socket.mustHear("before");
      // the daemon looks at it again: now it is about to expire
      Files.writeString(projectFolder().resolve("tls.crt"), expiring);
      var request = HttpRequest.newBuilder(URI.create(machine.https(HOST, "/health")));
      Project.until(
          SOON,
          () -> {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return !machine.served(HOST).equals(old);
          });
      open.sendText("after", true).join();
      socket.mustHear("after");
      tls.getOutputStream()
          .write(
              "GET /health HTTP/1.1\r\nHost: backend.certs.localhost\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(tls.getInputStream().readNBytes(15), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 200 OK");
      open.abort();
    }
    assertThat(
            machine.openssl(
                machine.served(HOST), "-noout", "-checkend", "" + Duration.ofDays(80).toSeconds()))
        .contains("will not expire");
  }

  /// The project's certificate with a day to live, signed by the same root, as if it were old. The
  /// ingress serves it.
  private static String expiring() throws IOException {
    var folder = projectFolder();
    var root = machine.rootFile().getParent();
    var names =
        Files.writeString(
            machine.home().resolve("names"),
            "subjectAltName=DNS:certs.localhost,DNS:*.certs.localhost\n");
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
    shop.project()
        .kubectl()
        .out(
            "patch",
            "secret",
            "devloop-tls",
            "-p",
            "{\"data\":{\"tls.crt\":\"%s\"}}"
                .formatted(Base64.getEncoder().encodeToString(Files.readAllBytes(own))));
    var wanted = Files.readString(own).strip();
    Project.until(SOON, () -> machine.served(HOST).strip().equals(wanted));
    return wanted + "\n" + Files.readString(machine.rootFile());
  }

  private static Path projectFolder() {
    return Folders.files(shop.project().sandbox().state().resolve("projects")).stream()
        .filter(file ->
            file.endsWith("tls.key")
                && file.getParent()
                    .getFileName()
                    .toString()
                    .startsWith(shop.project().folder().getFileName().toString()))
        .map(Path::getParent)
        .findFirst()
        .orElseThrow();
  }

  private static HttpClient client() throws IOException, GeneralSecurityException {
    return HttpClient.newBuilder().sslContext(machine.context()).build();
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
  @Order(2)
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
              assertThat(
                      shop.project()
                          .status()
                          .json()
                          .path("https")
                          .path("problem")
                          .path("id")
                          .asText())
                  .isEqualTo("root-tampered"));
      shop.devloop("status").mustSay("root-tampered", "devloop untrust");
      assertThat(shop.devloop("doctor").exit()).isEqualTo(3);
      assertThat(shop.devloop("trust", "--yes").mustEndWith(3).all()).contains("root-tampered");
    } finally {
      Files.writeString(root, sound);
    }
    Project.within(
        SOON,
        () ->
            assertThat(shop.project().status().json().path("https").path("served").asBoolean())
                .isTrue());
  }

  @Test
  @Order(3)
  @Covers(keys = "https")
  void requiredRedirectsWithoutTrustAndOffServesHttpAlone() {
    int http = URI.create(shop.project().status().url("backend")).getPort();
    var health = "http://backend.certs.localhost:" + http + "/health";
    shop.project().edit(Project.CONFIG, "\nproject:", "\nhttps: required\nproject:");
    Project.within(
        SOON,
        () -> assertThat(shop.project().status().url("backend")).startsWith("https://backend."));
    Project.within(
        SOON, () -> machine.curl("-o", "/dev/null", "-w", "%{http_code}", health).mustSay("302"));
    shop.project().edit(Project.CONFIG, "https: required", "https: \"off\"");
    shop.devloop("up", "--detach").mustEndWith(0);
    Project.within(
        SOON, () -> machine.curl("-o", "/dev/null", "-w", "%{http_code}", health).mustSay("200"));
    assertThat(shop.project().status().url("backend")).startsWith("http://backend.");
    machine
        .curl("-k", "-o", "/dev/null", "-w", "%{http_code}", machine.https(HOST, "/health"))
        .mustSay("404");
    assertThat(shop.project().kubectl().names("secrets,configmaps"))
        .noneMatch(name -> name.contains("devloop-tls") || name.contains("devloop-ca"));
    shop.devloop("exec", "landing", "--", "env").mustEndWith(0);
    assertThat(shop.devloop("exec", "landing", "--", "env").out()).doesNotContain("/etc/devloop");
  }

  @Test
  @Order(4)
  void aDomainOutsideOfLocalhostHasARootOfItsOwnAndDoctorNamesTheLineForItsHosts(Projects projects)
      throws IOException {
    var web = projects.open("web");
    web.edit(Project.CONFIG, "services:", "domain: shop.test\nservices:");
    web.up();
    var root = web.sandbox().state().resolve("ca/shop.test/root.crt");
    assertThat(machine.openssl(Files.readString(root), "-noout", "-ext", "nameConstraints"))
        .contains("DNS:shop.test")
        .doesNotContain("localhost");
    var address = "web.shop.test:%d:127.0.0.1".formatted(machine.httpsPort());
    var url = machine.https("web.shop.test", "/");
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
