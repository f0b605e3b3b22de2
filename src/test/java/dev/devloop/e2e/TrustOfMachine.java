package dev.devloop.e2e;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// What this machine trusts, and programs that go by it. Browsers get a home folder of their own.
///
/// @param sandbox whose root it is about
/// @param home HOME of devloop and of browsers
record TrustOfMachine(Sandbox sandbox, Path home) {

  private static final Path ADDITIONS = Path.of("/usr/local/share/ca-certificates");

  /// `up` has asked on a terminal if this machine is to trust the root.
  static Path askedNote(Path stateHome) {
    return stateHome.resolve("devloop/ca/localhost/asked");
  }

  Path rootFile() {
    return sandbox.state().resolve("ca/localhost/root.crt");
  }

  Map<String, String> env() {
    return Map.of("HOME", home.toString());
  }

  /// Files that were added to the system's store.
  static List<String> additions() {
    try (Stream<Path> files = Files.list(ADDITIONS)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Run run(String... command) {
    return Started.start(home, sandbox.env(), List.of(command))
        .input("")
        .end(Duration.ofSeconds(60));
  }

  /// As a person types it: without `-k`.
  Run curl(String... words) {
    return run(
        Stream.concat(Stream.of("curl", "-sS", "--max-time", "20"), Stream.of(words))
            .toArray(String[]::new));
  }

  /// What `openssl s_client` says of a connection to a port of this machine.
  String handshake(int port, String host) {
    return run(
            "openssl",
            "s_client",
            "-connect",
            "127.0.0.1:" + port,
            "-servername",
            host,
            "-verify_hostname",
            host,
            "-CAfile",
            rootFile().toString(),
            "-showcerts")
        .mustEndWith(0)
        .out();
  }

  /// The certificate that a new connection gets.
  String served(String host) {
    return pems(handshake(httpsPort(), host)).getFirst();
  }

  /// The port of this machine that leads to the ingress by TLS.
  int httpsPort() {
    var ports = sandbox.docker().out("port", Docker.proxy(Sandbox.CLUSTER), "8443/tcp");
    return Integer.parseInt(ports.lines().findFirst().orElseThrow().replaceAll(".*:", ""));
  }

  String https(String host, String path) {
    return "https://" + host + ":" + httpsPort() + path;
  }

  /// The status that a URL is answered with.
  String status(String url) {
    return curl("-o", "/dev/null", "-w", "%{http_code}", url).out();
  }

  static List<String> pems(String text) {
    return Pattern.compile(
            "-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", Pattern.DOTALL)
        .matcher(text)
        .results()
        .map(match -> match.group())
        .toList();
  }

  /// What `openssl x509` says of a certificate.
  String openssl(String pem, String... words) {
    var command = new ArrayList<>(List.of("openssl", "x509"));
    command.addAll(List.of(words));
    return Started.start(home, sandbox.env(), command)
        .input(pem)
        .end(Duration.ofSeconds(20))
        .mustEndWith(0)
        .out();
  }

  /// Of a client that trusts the root alone.
  SSLContext context() throws IOException, GeneralSecurityException {
    var certificate =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(rootFile())));
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("root", certificate);
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }
}
