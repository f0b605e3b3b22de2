package dev.devloop.kube;

import dev.devloop.core.Problem;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Optional;

/// Whose an object of the whole cluster is.
enum Owner {
  /// The project's own, or nobody's yet.
  PROJECT,
  /// Another project's, in exactly the wanted shape: a definition that two projects bring.
  SHARED,
  OTHER_PROJECT,
  FOREIGN;

  static Owner of(GenericKubernetesResource live, KubeObject wanted, String project) {
    var meta = live.getMetadata();
    if (Labels.isOf(meta, project)) {
      return PROJECT;
    }
    if (!Labels.isOurs(meta)) {
      return FOREIGN;
    }
    boolean same =
        Labels.annotation(wanted.body().getMetadata(), Labels.CONFIG_DIGEST)
            .equals(Labels.annotation(meta, Labels.CONFIG_DIGEST));
    return same && !live.getKind().equals("Namespace") ? SHARED : OTHER_PROJECT;
  }

  Optional<Problem> problem(KubeObject object) {
    var where = object.source() + ": " + object.ref();
    boolean namespace = object.ref().kind().equals("Namespace");
    return switch (this) {
      case PROJECT, SHARED -> Optional.empty();
      case OTHER_PROJECT ->
          Optional.of(
              Problem.of(
                  "object-in-use-elsewhere",
                  where + " belongs to another devloop project of this cluster.",
                  "Two projects bring the same object of the whole cluster in different shapes.",
                  "Rename it, make both equal, or give one project a cluster of its own"
                      + " (`cluster: {name: ...}`)."));
      case FOREIGN ->
          Optional.of(
              Problem.of(
                  namespace ? "namespace-not-ours" : "object-not-ours",
                  where + " exists already, and devloop did not make it.",
                  "It was installed by another tool, by the cluster itself or by hand.",
                  "Rename it, take it out of the manifests, or delete the other one yourself."));
    };
  }
}
