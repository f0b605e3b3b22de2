package dev.devloop.kube;

import java.util.Locale;

/// Which object is meant.
///
/// @param namespace empty for an object of the whole cluster
public record ObjectRef(String apiVersion, String kind, String namespace, String name)
    implements Comparable<ObjectRef> {

  /// As kubectl writes it: `deployment/backend`.
  @Override
  public String toString() {
    return kind.toLowerCase(Locale.ROOT) + "/" + name;
  }

  @Override
  public int compareTo(ObjectRef other) {
    return key().compareTo(other.key());
  }

  /// The API group without its version: `apps`, empty for the core group. An object stays the same
  /// one when its manifest moves to a newer version of the group.
  public String group() {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }

  /// Equal for equal objects, whatever version of the API they are written in.
  String key() {
    return String.join("|", group(), kind, namespace, name);
  }
}
