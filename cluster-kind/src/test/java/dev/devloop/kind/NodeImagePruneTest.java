package dev.devloop.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeImagePruneTest {

  private static final String IMAGES =
      """
      REF                             TYPE   DIGEST      SIZE
      docker.io/library/busybox:1     type/x sha256:bbb  2.0 MiB linux/amd64 -
      localhost:5001/shop/web:k1      type/x sha256:111  2.0 MiB linux/amd64 -
      localhost:5001/shop/web@sha256:111 type/x sha256:111  2.0 MiB linux/amd64 -
      localhost:5001/shop/web:k2      type/x sha256:222  2.0 MiB linux/amd64 -
      sha256:id1                      type/x sha256:111  2.0 MiB linux/amd64 -
      sha256:id2                      type/x sha256:222  2.0 MiB linux/amd64 -
      """;

  private static final String CONTAINERS =
      """
      CONTAINER    IMAGE                         RUNTIME
      0a1b         localhost:5001/shop/web:k2    io.containerd.runc.v2
      """;

  private static List<String> names(String images, Set<String> keep) {
    return NodeImagePrune.names(images, CONTAINERS, "localhost:5001/", keep);
  }

  @Test
  void an_unused_image_goes_with_all_its_names() {
    assertThat(names(IMAGES, Set.of()))
        .containsExactly(
            "localhost:5001/shop/web:k1", "localhost:5001/shop/web@sha256:111", "sha256:id1");
  }

  @Test
  void an_image_that_is_to_be_kept_stays() {
    assertThat(names(IMAGES, Set.of("localhost:5001/shop/web:k1"))).isEmpty();
  }

  @Test
  void an_image_that_has_another_name_too_stays() {
    var shared = IMAGES.replace("sha256:bbb", "sha256:111");

    assertThat(names(shared, Set.of())).isEmpty();
  }

  @Test
  void what_containers_use_is_known_by_its_digest() {
    assertThat(NodeImagePrune.inUse(IMAGES, CONTAINERS)).containsExactly("sha256:222");
  }

  @Test
  void clusters_need_what_runs_and_the_newest_of_the_projects_at_work(@TempDir Path folder) {
    var lab = new Lab(folder);
    lab.ready();
    lab.docker.answers.put("images ls", FakeDocker.ok(IMAGES));
    lab.docker.answers.put("containers ls", FakeDocker.ok(CONTAINERS));
    lab.docker.answers.put(
        "get namespaces",
        FakeDocker.ok(
            "{\"items\":[{\"metadata\":{\"name\":\"shop\"}},{\"metadata\":{\"name\":\"x\"}}]}"));
    lab.docker.answers.put("get deployments", FakeDocker.ok("shop\nshop\n"));

    assertThat(NeededImages.of(lab.docker))
        .isEqualTo(new NeededImages(Set.of("sha256:222"), Set.of("shop"), false));

    lab.cluster().pause("lab");
    assertThat(NeededImages.of(lab.docker)).isEqualTo(new NeededImages(Set.of(), Set.of(), true));
  }

  @Test
  void the_names_are_removed_in_the_node(@TempDir Path folder) {
    var lab = new Lab(folder);
    lab.ready();
    lab.docker.answers.put("images ls", FakeDocker.ok(IMAGES));
    lab.docker.answers.put("containers ls", FakeDocker.ok(CONTAINERS));

    assertThat(lab.cluster().pruneImages("lab", Set.of())).hasSize(3);
    assertThat(lab.docker.calls)
        .containsExactly(
            "images rm --sync localhost:5001/shop/web:k1 localhost:5001/shop/web@sha256:111 sha256:id1");
  }

  @Test
  void nothing_is_run_in_a_node_that_somebody_else_changes(@TempDir Path folder) {
    var lab = new Lab(folder);
    lab.ready();
    var lock = lab.host().files().lock(Lab.NAME);

    try (var _ = new ClusterLocks().take(lock, () -> {})) {
      assertThatThrownBy(() -> lab.cluster().pruneImages("lab", Set.of()))
          .as("what the same process gets instead of having to wait")
          .isInstanceOf(OverlappingFileLockException.class);
    }
  }
}
