package dev.devloop.kind;

import dev.devloop.engine.BuiltImages.Built;
import dev.devloop.engine.EngineContainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Who holds how much of the disk for devloop.
///
/// @param holder such as `registry`
/// @param bytes how much; of built images what they have beyond their bases
public record DiskUse(String holder, long bytes) {

  private static final String REGISTRY_STORE = "/var/lib/registry";
  private static final String NODE_STORE = "/var/lib/containerd";

  /// Asks the registry and the nodes that run: what is stopped cannot be asked.
  ///
  /// @param built images that devloop built, in the engine
  static List<DiskUse> of(Docker docker, List<Built> built) {
    var all = new ArrayList<DiskUse>();
    all.add(
        new DiskUse(
            built.size() + " built images in the engine",
            built.stream().mapToLong(Built::bytes).sum()));
    docker
        .container(Names.REGISTRY)
        .flatMap(container -> used(docker, "registry", container, REGISTRY_STORE))
        .ifPresent(all::add);
    for (var node : ClusterLook.ourNodes(docker)) {
      used(docker, "node " + node.name(), node, NODE_STORE).ifPresent(all::add);
    }
    return all;
  }

  private static Optional<DiskUse> used(
      Docker docker, String holder, EngineContainer container, String folder) {
    if (!container.running()) {
      return Optional.empty();
    }
    // the first column: kilobytes
    var out = docker.exec(container.id(), List.of("du", "-sk", folder)).stdout().strip();
    var end = 0;
    while (end < out.length() && Character.isDigit(out.charAt(end))) {
      end++;
    }
    return end == 0
        ? Optional.empty()
        : Optional.of(new DiskUse(holder, Long.parseLong(out, 0, end, 10) << 10));
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s %.2f GB", holder, bytes / 1e9);
  }
}
