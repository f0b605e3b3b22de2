package dev.devloop.kube;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A project that has a namespace in the cluster.
///
/// @param folder of the project, as it was when the namespace was claimed
/// @param running whether it has workloads there: deployments, stateful sets, daemon sets, jobs or
///   pods
public record Claim(String project, Path folder, boolean running) {

  /// Whether what one folder has claimed is another folder's. A folder that is not there any more
  /// claims nothing: the project was moved.
  ///
  /// @param owner the folder of the claim
  public static boolean isElsewhere(Path owner, Path folder) {
    try {
      return Files.isDirectory(owner) && !Files.isSameFile(owner, folder);
    } catch (IOException e) {
      // it cannot be looked at: then it is not known to be gone either
      return true;
    }
  }
}
