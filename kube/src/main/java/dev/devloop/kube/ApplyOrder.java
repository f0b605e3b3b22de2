package dev.devloop.kube;

import java.util.Comparator;
import java.util.List;

/// In which order objects of different kinds are applied: what others need comes first. Within a
/// kind the order of the files stays.
final class ApplyOrder {

  private static final List<String> FIRST =
      List.of(
          "CustomResourceDefinition",
          "Namespace",
          "PriorityClass",
          "RuntimeClass",
          "StorageClass",
          "ResourceQuota",
          "LimitRange",
          "ServiceAccount",
          "ClusterRole",
          "ClusterRoleBinding",
          "Role",
          "RoleBinding",
          "Secret",
          "ConfigMap",
          "PersistentVolume",
          "PersistentVolumeClaim",
          "NetworkPolicy",
          "Service");

  private static final List<String> LAST =
      List.of(
          "ReplicaSet",
          "Deployment",
          "StatefulSet",
          "DaemonSet",
          "Pod",
          "Job",
          "CronJob",
          "HorizontalPodAutoscaler",
          "PodDisruptionBudget",
          "IngressClass",
          "Ingress",
          "APIService",
          "MutatingWebhookConfiguration",
          "ValidatingWebhookConfiguration");

  private ApplyOrder() {}

  static List<KubeObject> sorted(List<KubeObject> objects) {
    return objects.stream()
        .sorted(Comparator.comparingInt(object -> rank(object.ref().kind())))
        .toList();
  }

  /// Kinds that are not listed, which are mostly those of definitions, come in the middle: after
  /// what they may refer to, before the workloads that may need them.
  private static int rank(String kind) {
    int first = FIRST.indexOf(kind);
    if (first >= 0) {
      return first;
    }
    int last = LAST.indexOf(kind);
    return last >= 0 ? FIRST.size() + 1 + last : FIRST.size();
  }
}
