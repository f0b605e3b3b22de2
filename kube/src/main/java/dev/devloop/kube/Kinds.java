package dev.devloop.kube;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The kinds that the API serves, asked for once each.
final class Kinds {

  private final KubernetesClient client;
  private final Map<String, List<APIResource>> served = new ConcurrentHashMap<>();

  Kinds(KubernetesClient client) {
    this.client = client;
  }

  /// Empty when the API does not serve the kind.
  Optional<ResourceDefinitionContext> context(ObjectRef ref) {
    return find(ref, served.computeIfAbsent(ref.apiVersion(), this::ask))
        // it may have been defined since
        .or(() -> find(ref, refreshed(ref.apiVersion())))
        .map(found -> context(ref, found));
  }

  /// The object in the API, there or not.
  Optional<Resource<GenericKubernetesResource>> resource(ObjectRef ref) {
    return context(ref)
        .map(context -> {
          var all = client.genericKubernetesResources(context);
          return ref.namespace().isEmpty() || !context.isNamespaceScoped()
              ? all.withName(ref.name())
              : all.inNamespace(ref.namespace()).withName(ref.name());
        });
  }

  private List<APIResource> refreshed(String apiVersion) {
    var now = ask(apiVersion);
    served.put(apiVersion, now);
    return now;
  }

  private List<APIResource> ask(String apiVersion) {
    var list = client.getApiResources(apiVersion);
    return list == null ? List.of() : List.copyOf(list.getResources());
  }

  private static Optional<APIResource> find(ObjectRef ref, List<APIResource> all) {
    return all.stream()
        .filter(one -> ref.kind().equals(one.getKind()) && !one.getName().contains("/"))
        .findFirst();
  }

  private static ResourceDefinitionContext context(ObjectRef ref, APIResource found) {
    int slash = ref.apiVersion().indexOf('/');
    return new ResourceDefinitionContext.Builder()
        .withGroup(ref.group())
        .withVersion(ref.apiVersion().substring(slash + 1))
        .withKind(ref.kind())
        .withPlural(found.getName())
        .withNamespaced(found.getNamespaced())
        .build();
  }
}
