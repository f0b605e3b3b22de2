package dev.devloop.kube;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which kinds live in namespaces, as far as that is known without asking a cluster: the kinds of
/// Kubernetes itself, and those that the manifests define.
final class Scopes {

  /// The kinds of the whole cluster in the groups below; all others of these groups live in
  /// namespaces.
  private static final Set<String> CLUSTER_WIDE =
      Set.of(
          "Namespace",
          "Node",
          "PersistentVolume",
          "ComponentStatus",
          "ClusterRole",
          "ClusterRoleBinding",
          "StorageClass",
          "VolumeAttachment",
          "VolumeAttributesClass",
          "CSIDriver",
          "CSINode",
          "IngressClass",
          "IPAddress",
          "ServiceCIDR",
          "PriorityClass",
          "RuntimeClass",
          "CustomResourceDefinition",
          "APIService",
          "MutatingWebhookConfiguration",
          "ValidatingWebhookConfiguration",
          "ValidatingAdmissionPolicy",
          "ValidatingAdmissionPolicyBinding",
          "MutatingAdmissionPolicy",
          "MutatingAdmissionPolicyBinding",
          "FlowSchema",
          "PriorityLevelConfiguration",
          "CertificateSigningRequest",
          "DeviceClass",
          "ResourceSlice");

  private static final Set<String> GROUPS =
      Set.of(
          "",
          "apps",
          "batch",
          "autoscaling",
          "policy",
          "rbac.authorization.k8s.io",
          "networking.k8s.io",
          "storage.k8s.io",
          "scheduling.k8s.io",
          "node.k8s.io",
          "apiextensions.k8s.io",
          "apiregistration.k8s.io",
          "admissionregistration.k8s.io",
          "flowcontrol.apiserver.k8s.io",
          "certificates.k8s.io",
          "coordination.k8s.io",
          "discovery.k8s.io",
          "events.k8s.io",
          "resource.k8s.io");

  private final Map<String, Boolean> defined = new HashMap<>();

  Scopes(Collection<GenericKubernetesResource> objects) {
    for (var object : objects) {
      if (object.getKind().equals("CustomResourceDefinition")) {
        Trees.map(object, "spec").ifPresent(this::define);
      }
    }
  }

  private void define(Map<String, Object> spec) {
    var kind = Trees.map(spec, "names").map(names -> Trees.text(names, "kind")).orElse("");
    defined.put(
        Trees.text(spec, "group") + "/" + kind, Trees.text(spec, "scope").equals("Namespaced"));
  }

  /// Empty when only the cluster can tell.
  Optional<Boolean> namespaced(ObjectRef ref) {
    if (GROUPS.contains(ref.group())) {
      return Optional.of(!CLUSTER_WIDE.contains(ref.kind()));
    }
    return Optional.ofNullable(defined.get(ref.group() + "/" + ref.kind()));
  }
}
