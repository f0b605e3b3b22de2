package dev.devloop.kind;

/// The file in the node that says that devloop made the cluster, that `kind create cluster` came to
/// its end, and with what settings. It is **the truth** about a cluster: it can be read while the
/// node is stopped or paused, it goes with the node, and a lost state folder does not matter.
///
/// @param settings as they were asked for
/// @param version of Kubernetes, such as `1.36.3`
/// @param project that made it
/// @param created ISO 8601, UTC
record Marker(ClusterSettings settings, String version, String project, String created) {

  /// In the node's own file system, not on its volume: engines write there without starting it.
  static final String PATH = "/kind/devloop.json";

  Marker {
    // fields that are missing in a file come as null
    if (settings == null || version == null) {
      throw new IllegalArgumentException("incomplete");
    }
  }

  /// The same with other settings.
  Marker with(ClusterSettings changed) {
    return new Marker(changed, version, project, created);
  }
}
