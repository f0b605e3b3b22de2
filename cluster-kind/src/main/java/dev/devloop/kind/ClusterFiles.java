package dev.devloop.kind;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The files of clusters below the state folder: `clusters/NAME.*`, private to the user.
///
/// @param folder `clusters` below [dev.devloop.core.Home#state]
record ClusterFiles(Path folder) {

  /// The kubeconfig that devloop itself uses: its context is that of the user's kubeconfig, and
  /// nobody else edits it.
  Path kubeconfig(ClusterName cluster) {
    return folder.resolve(cluster.value() + ".kubeconfig");
  }

  /// What kind writes while it creates: without devloop's mark, and deleted again.
  Path kindKubeconfig(ClusterName cluster) {
    return folder.resolve(cluster.value() + ".kind-kubeconfig");
  }

  Path kindConfig(ClusterName cluster) {
    return folder.resolve(cluster.value() + ".kind.yaml");
  }

  Path lock(ClusterName cluster) {
    return folder.resolve(cluster.value() + ".lock");
  }

  ClusterRecord record(ClusterName cluster) {
    return PrivateFile.read(recordFile(cluster))
        .flatMap(text -> Json.read(text, ClusterRecord.class))
        .orElse(ClusterRecord.NONE);
  }

  void save(ClusterName cluster, ClusterRecord record) {
    PrivateFile.write(recordFile(cluster), Json.write(record));
  }

  /// Forgets what belongs to a node that is gone. kind's lock file goes too: it may have been
  /// killed.
  void deleteNodeFiles(ClusterName cluster) {
    var kind = kindKubeconfig(cluster);
    delete(
        kubeconfig(cluster),
        kindConfig(cluster),
        kind,
        kind.resolveSibling(kind.getFileName() + ".lock"));
  }

  /// Forgets the cluster. The lock stays: somebody may wait for it.
  void delete(ClusterName cluster) {
    deleteNodeFiles(cluster);
    delete(recordFile(cluster));
  }

  private static void delete(Path... paths) {
    try {
      for (var path : paths) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path recordFile(ClusterName cluster) {
    return folder.resolve(cluster.value() + ".json");
  }
}
