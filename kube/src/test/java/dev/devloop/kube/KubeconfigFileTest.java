package dev.devloop.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KubeconfigFileTest {

  @TempDir private Path folder;

  private Path file(String user) throws IOException {
    return Files.writeString(
        folder.resolve("kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        clusters:
        - {name: c, cluster: {server: "https://127.0.0.1:1", certificate-authority-data: Y2E=}}
        users:
        - {name: u, user: %s}
        contexts:
        - {name: one, context: {cluster: c, user: u}}
        """
            .formatted(user));
  }

  @Test
  void certificatesAndAddressAreThoseOfTheContext() throws IOException {
    var user = "{client-certificate-data: Y2VydA==, client-key-data: a2V5}";
    var config = KubeconfigFile.read(file(user), "one").orElseThrow();

    assertThat(config.getMasterUrl()).isEqualTo("https://127.0.0.1:1/");
    assertThat(config.getCaCertData()).isEqualTo("Y2E=");
    assertThat(config.getClientCertData()).isEqualTo("Y2VydA==");
    assertThat(config.getClientKeyData()).isEqualTo("a2V5");
  }

  @Test
  void theKeyMayBeOfAnEllipticCurve() throws IOException {
    var pem = "-----BEGIN EC PRIVATE KEY-----\nAA==\n-----END EC PRIVATE KEY-----\n";
    var key = Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
    var user = "{client-certificate-data: Y2VydA==, client-key-data: %s}".formatted(key);

    assertThat(KubeconfigFile.read(file(user), "one").orElseThrow().getClientKeyAlgo())
        .isEqualTo("EC");
  }

  @Test
  void aTokenWillDo() throws IOException {
    var config = KubeconfigFile.read(file("{token: secret}"), "one").orElseThrow();

    assertThat(config.getOauthToken()).isEqualTo("secret");
  }

  @Test
  void whatIsNotKnownHereIsLeftToTheLibrary() throws IOException {
    var config = KubeconfigFile.read(file("{username: me, password: mine}"), "one").orElseThrow();

    assertThat(config.getUsername()).isEqualTo("me");
  }

  @Test
  void anotherContextIsNotThereAndAFileThatIsNoYamlIsNone() throws IOException {
    assertThat(KubeconfigFile.read(file("{}"), "two")).isEmpty();
    var broken = Files.writeString(folder.resolve("broken"), "a: [");
    assertThatThrownBy(() -> KubeconfigFile.read(broken, "one"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
