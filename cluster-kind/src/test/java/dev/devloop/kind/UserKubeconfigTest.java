package dev.devloop.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserKubeconfigTest {

  private static final ClusterName NAME = new ClusterName("lab");

  @TempDir Path folder;

  private static Kubeconfig own() {
    return Kubeconfig.of(NAME, Lab.ADMIN, 40_001);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static UserKubeconfig of(Path... files) {
    var list =
        String.join(
            File.pathSeparator, java.util.stream.Stream.of(files).map(Path::toString).toList());
    return UserKubeconfig.of(Map.of("KUBECONFIG", list, "HOME", "/nowhere"));
  }

  @Test
  void without_a_variable_it_is_the_file_in_the_home_folder() {
    var config = UserKubeconfig.of(Map.of("HOME", folder.toString()));

    config.add(NAME, own());

    assertThat(folder.resolve(".kube/config")).content().contains("current-context: kind-lab");
  }

  @Test
  void a_new_kubeconfig_is_readable_by_its_owner_only() throws IOException {
    var file = folder.resolve("new");

    of(file).add(NAME, own());

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_file_that_has_the_context_already_is_not_touched_by_a_byte() throws IOException {
    var file = folder.resolve("config");
    of(file).add(NAME, own());
    var text = Files.readString(file) + "\n\n# a note of the user\npreferences:    {}\n";
    Files.writeString(file, text);

    of(file).add(NAME, own());

    assertThat(file).hasContent(text);
  }

  @Test
  void a_new_context_goes_into_the_first_file_that_exists() throws IOException {
    var missing = folder.resolve("missing");
    var first = file("first", "");
    var second = file("second", "");

    of(missing, first, second).add(NAME, own());

    assertThat(missing).doesNotExist();
    assertThat(first).content().contains("kind-lab");
    assertThat(second).isEmptyFile();
  }

  @Test
  void a_context_is_changed_in_the_file_that_has_it() throws IOException {
    var first = file("first", "");
    var second = file("second", Kubeconfig.of(NAME, Lab.ADMIN, 39_999).text());

    of(first, second).add(NAME, own());

    assertThat(first).isEmptyFile();
    assertThat(second).content().contains("https://127.0.0.1:40001");
  }

  @Test
  void the_users_current_context_stays_in_whatever_file_it_is() throws IOException {
    var first = file("first", "");
    var second = file("second", "current-context: prod\n");

    of(first, second).add(NAME, own());

    assertThat(first).content().contains("kind-lab").doesNotContain("current-context");
    assertThat(second).hasContent("current-context: prod\n");
  }

  @Test
  void a_link_stays_a_link() throws IOException {
    var real = file("real", "");
    var link = Files.createSymbolicLink(folder.resolve("link"), real);

    of(link).add(NAME, own());

    assertThat(link).isSymbolicLink();
    assertThat(real).content().contains("kind-lab");
  }

  @Test
  void entries_of_somebody_else_are_found_and_never_removed() throws IOException {
    var text = "users:\n- name: kind-lab\n  user: {token: x}\n";
    var file = file("config", text);

    assertThat(of(file).foreign(NAME, Optional.empty())).contains(file);
    of(file).remove(NAME, Optional.empty());
    assertThat(file).hasContent(text);
  }

  @Test
  void the_lock_of_a_killed_devloop_is_not_in_the_way() throws IOException {
    // no process has this number: the kernel's highest is 2^22
    file("config.lock", "999999999");
    var file = file("config", "");

    of(file).add(NAME, own());

    assertThat(file).content().contains("kind-lab");
    assertThat(folder.resolve("config.lock")).doesNotExist();
  }

  @Test
  void a_kubeconfig_that_is_not_yaml_is_left_alone_with_an_error() throws IOException {
    var file = file("config", "clusters: [");

    assertThatThrownBy(() -> of(file).add(NAME, own())).hasMessageContaining(file.toString());
    assertThat(file).hasContent("clusters: [");
  }
}
