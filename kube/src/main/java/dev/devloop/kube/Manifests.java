package dev.devloop.kube;

import dev.devloop.core.Problem;
import dev.devloop.core.config.DevConfig;
import dev.devloop.core.config.ServiceConfig;
import java.util.List;
import java.util.SequencedSet;

/// The objects of a project's `manifests`. Pure.
///
/// @param objects in the order of the files
@SuppressWarnings("DoNotCallSuggester")
public record Manifests(List<KubeObject> objects) {

  /// A project without manifests.
  public static final Manifests NONE = new Manifests(List.of());

  public Manifests {
    objects = List.copyOf(objects);
  }

  /// What is wrong with the manifests as a part of this project: a `workload` or its container that
  /// is not there (`workload-missing`, `container-missing`), an object twice
  /// (`manifest-duplicate`), one that devloop also generates (`manifest-collides`), a namespace
  /// that is neither the project's nor declared by the manifests (`manifest-foreign-namespace`).
  public List<Problem> problems(DevConfig config) {
    throw new UnsupportedOperationException();
  }

  /// The objects that no service of the config stands for.
  public List<KubeObject> shared(DevConfig config) {
    throw new UnsupportedOperationException();
  }

  /// The object that the service stands for, with its container's image replaced.
  ///
  /// @param service one with `workload`
  /// @param image the reference that the node pulls; empty keeps the manifest's own
  /// @param inputs see [Objects#of]
  /// @throws dev.devloop.core.DevloopException `workload-missing`, `container-missing`
  public KubeObject workload(DevConfig config, ServiceConfig service, String image, String inputs) {
    throw new UnsupportedOperationException();
  }

  /// All images that the manifests' workloads name, without those that services replace: what the
  /// node will ask for.
  public SequencedSet<String> images(DevConfig config) {
    throw new UnsupportedOperationException();
  }

  /// The namespaces that the manifests declare beside the project's.
  public List<String> extraNamespaces(DevConfig config) {
    throw new UnsupportedOperationException();
  }
}
