package dev.devloop.kube;

import dev.devloop.core.ServiceName;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Optional;

/// An object as it is wanted, ready to be applied. What is inside stays inside of this module.
public final class KubeObject {

  private final GenericKubernetesResource body;
  private final ObjectSource source;
  private final Optional<ServiceName> service;
  private final boolean scopeKnown;

  KubeObject(
      GenericKubernetesResource body,
      ObjectSource source,
      Optional<ServiceName> service,
      boolean scopeKnown) {
    this.body = body;
    this.source = source;
    this.service = service;
    this.scopeKnown = scopeKnown;
  }

  /// Which object it is.
  public ObjectRef ref() {
    return Refs.of(body);
  }

  /// What it was made from.
  public ObjectSource source() {
    return source;
  }

  /// The service whose workload or accessory it is; empty for other objects of the manifests.
  public Optional<ServiceName> service() {
    return service;
  }

  /// As YAML, for people.
  public String yaml() {
    return Trees.yaml(body);
  }

  GenericKubernetesResource body() {
    return body;
  }

  /// False while only the API can say whether its kind lives in namespaces.
  boolean scopeKnown() {
    return scopeKnown;
  }

  KubeObject with(GenericKubernetesResource other) {
    return new KubeObject(other, source, service, scopeKnown);
  }

  @Override
  public String toString() {
    return ref() + " (" + source + ")";
  }
}
