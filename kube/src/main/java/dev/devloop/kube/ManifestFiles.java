package dev.devloop.kube;

import dev.devloop.core.config.DevConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Reads the `manifests` of a project: YAML and JSON files, folders of them, kustomizations.
@SuppressWarnings("DoNotCallSuggester")
public final class ManifestFiles {

  private ManifestFiles() {}

  /// Reads all of them. An object without a namespace gets the project's.
  ///
  /// @param env the environment, to find kubectl or kustomize in its PATH for kustomizations
  /// @throws dev.devloop.core.DevloopException with all problems: `manifest-missing`,
  ///   `manifest-syntax` (file:line), `manifest-not-an-object`, `manifest-empty`,
  ///   `kustomize-missing`, `kustomize-failed`
  public static Manifests read(DevConfig config, Map<String, String> env) {
    throw new UnsupportedOperationException();
  }

  /// The files and folders that belong to the manifests now, to be watched for changes.
  public static List<Path> files(DevConfig config) {
    throw new UnsupportedOperationException();
  }
}
