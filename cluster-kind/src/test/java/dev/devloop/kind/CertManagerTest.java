package dev.devloop.kind;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertManagerTest {

  private static final String OBJECTS = "/kind/devloop-objects.yaml";
  private static final IssuingRoot ROOT = new IssuingRoot("devloop", "certificate", "the key");

  @TempDir Path folder;
  Lab lab;

  @BeforeEach
  void open() {
    lab = new Lab(folder);
    lab.ready();
  }

  private void has(String path, String inputs) {
    lab.docker.answers.put(
        path,
        FakeDocker.ok(
            "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}"
                .formatted(Manifests.ANNOTATION, inputs)));
  }

  private void installed() {
    has("/api/v1/namespaces/cert-manager", Manifests.digest("# cert-manager.yaml"));
  }

  @Test
  void the_images_are_there_before_it_is_applied_and_the_issuer_comes_last() {
    lab.cluster().certManager("lab", ROOT, lab);

    assertThat(lab.images)
        .contains(
            "obtain quay.io/jetstack/cert-manager-controller:v1.21.2",
            "push localhost:5001/jetstack/cert-manager-controller:v1.21.2",
            "push localhost:5001/jetstack/cert-manager-webhook:v1.21.2",
            "push localhost:5001/jetstack/cert-manager-cainjector:v1.21.2");
    assertThat(lab.said).endsWith("cert-manager", "issuer devloop of cert-manager");
    assertThat(lab.docker.calls).filteredOn("kubectl apply"::equals).hasSize(2);
  }

  @Test
  void the_key_of_the_root_does_not_stay_in_a_file_of_the_node() {
    installed();

    lab.cluster().certManager("lab", ROOT, lab);

    assertThat(lab.docker.written)
        .anyMatch(text ->
            text.contains(
                Base64.getEncoder().encodeToString("the key".getBytes(StandardCharsets.UTF_8))));
    assertThat(lab.docker.files("lab-control-plane").get(OBJECTS)).isEmpty();
    assertThat(ROOT.toString()).doesNotContain("the key");
  }

  @Test
  void what_is_there_is_left_alone() {
    installed();
    has("clusterissuers/devloop", Manifests.digest("certificate"));

    lab.cluster().certManager("lab", ROOT, lab);

    assertThat(lab.docker.calls).isEmpty();
    assertThat(lab.images).isEmpty();
  }

  @Test
  void another_root_is_given_to_the_issuer() {
    installed();
    has("clusterissuers/devloop", Manifests.digest("an older certificate"));

    lab.cluster().certManager("lab", ROOT, lab);

    assertThat(lab.said).containsExactly("issuer devloop of cert-manager");
  }

  @Test
  void the_version_is_the_one_that_the_recipes_make() throws IOException {
    var pins = Files.readAllLines(Path.of("../images/versions.env"));
    var recipe = Files.readString(Path.of("../images/cert-manager-controller/recipe.yaml"));

    assertThat(pins).contains("CERT_MANAGER_VERSION=" + CertManager.VERSION);
    assertThat(recipe)
        .contains("image: quay.io/jetstack/cert-manager-controller:" + CertManager.VERSION + "\n");
  }
}
