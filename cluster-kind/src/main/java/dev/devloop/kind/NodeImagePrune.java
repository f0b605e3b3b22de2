package dev.devloop.kind;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which images of the node may go: kubelet's own collection is switched off in kind's nodes.
///
/// The container runtime knows an image by several names, of which each keeps it on the disk:
/// `localhost:5001/shop/web:KEY`, the same with a digest, and `sha256:ID`. They go together.
final class NodeImagePrune {

  private NodeImagePrune() {}

  /// Removes them.
  ///
  /// @return their names
  static List<String> run(Docker docker, String node, String prefix, Set<String> keep) {
    var names = names(images(docker, node), containers(docker, node), prefix, keep);
    if (!names.isEmpty()) {
      // without --sync their layers stay until something else makes the runtime collect them
      var rm = ctr("images", "rm", "--sync");
      docker.exec(node, Stream.concat(rm.stream(), names.stream()).toList());
    }
    return names;
  }

  /// Digests of the images that containers of the node use.
  static Set<String> inUse(Docker docker, String node) {
    return inUse(images(docker, node), containers(docker, node));
  }

  private static String images(Docker docker, String node) {
    return docker.exec(node, ctr("images", "ls")).stdout();
  }

  private static String containers(Docker docker, String node) {
    return docker.exec(node, ctr("containers", "ls")).stdout();
  }

  static Set<String> inUse(String images, String containers) {
    var used = used(containers);
    return byDigest(images).entrySet().stream()
        .filter(it -> it.getValue().stream().anyMatch(used::contains))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static Set<String> used(String containers) {
    return columns(containers, 2).map(row -> row.get(1)).collect(Collectors.toSet());
  }

  private static List<String> ctr(String... words) {
    return Stream.concat(Stream.of("ctr", "--namespace=k8s.io"), Stream.of(words)).toList();
  }

  /// Names to remove.
  ///
  /// @param images output of `ctr images ls`: a header, then NAME, TYPE, DIGEST and more
  /// @param containers output of `ctr containers ls`: a header, then ID, IMAGE and more
  /// @param prefix of the images that devloop built, such as `localhost:5001/`
  /// @param keep names to keep although nothing uses them
  static List<String> names(String images, String containers, String prefix, Set<String> keep) {
    var used = Stream.concat(used(containers).stream(), keep.stream()).collect(Collectors.toSet());
    return byDigest(images).values().stream()
        .filter(names -> names.stream().anyMatch(name -> name.startsWith(prefix)))
        .filter(names -> names.stream().allMatch(name -> isOurs(name, prefix)))
        .filter(names -> names.stream().noneMatch(used::contains))
        .flatMap(List::stream)
        .toList();
  }

  private static boolean isOurs(String name, String prefix) {
    return name.startsWith(prefix) || name.startsWith("sha256:");
  }

  private static Map<String, List<String>> byDigest(String images) {
    var all = new LinkedHashMap<String, List<String>>();
    columns(images, 3)
        .forEach(
            row -> all.computeIfAbsent(row.get(2), _ -> new ArrayList<>()).add(row.getFirst()));
    return all;
  }

  private static Stream<List<String>> columns(String table, int atLeast) {
    return table
        .lines()
        .skip(1)
        .filter(Predicate.not(String::isBlank))
        .map(line -> List.of(line.strip().split("\\s+")))
        .filter(row -> row.size() >= atLeast);
  }
}
