package dev.devloop.kube;

import dev.devloop.core.ServiceName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;

/// An object as it is wanted, ready to be applied. What is inside stays inside of this module.
public final class KubeObject {

  private final HasMetadata body;
  private final ObjectSource source;
  private final Optional<ServiceName> service;
  private final boolean scopeKnown;

  KubeObject(
      HasMetadata body, ObjectSource source, Optional<ServiceName> service, boolean scopeKnown) {
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
    return Serialization.asYaml(body);
  }

  HasMetadata body() {
    return body;
  }

  /// False while only the API can say whether its kind lives in namespaces.
  boolean scopeKnown() {
    return scopeKnown;
  }

  KubeObject with(HasMetadata other) {
    return new KubeObject(other, source, service, scopeKnown);
  }

  @Override
  public String toString() {
    return ref() + " (" + source + ")";
  }
}
