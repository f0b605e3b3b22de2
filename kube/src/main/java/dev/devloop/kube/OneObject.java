package dev.devloop.kube;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Applies and restarts single objects.
final class OneObject {

  static final String FIELD_MANAGER = "devloop";

  /// Until the API serves a new definition: normally tens of milliseconds.
  private static final Duration DEFINITION = Duration.ofSeconds(30);

  /// Until a workload that has to be made anew is gone: its pods get their time to end first.
  private static final Duration REMAKE = Duration.ofSeconds(60);

  private static final Set<String> WORKLOADS =
      Set.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob");

  private final KubernetesClient client;
  private final Kinds kinds;
  private final Deleter deleter;

  OneObject(KubernetesClient client, Kinds kinds, Deleter deleter) {
    this.client = client;
    this.kinds = kinds;
    this.deleter = deleter;
  }

  static boolean isWorkload(ObjectRef ref) {
    return WORKLOADS.contains(ref.kind()) && Set.of("apps", "batch").contains(ref.group());
  }

  void apply(KubeObject object, ObjectRef ref) {
    var body = Trees.copy(object.body());
    if (ref.namespace().isEmpty()) {
      body.getMetadata().setNamespace(null);
    }
    if (isWorkload(ref)) {
      applyWorkload(ref, body);
    } else if (isLeaving(serverSide(ref, body))) {
      deleter.awaitGone(List.of(ref), REMAKE);
      serverSide(ref, body);
    }
    if (ref.kind().equals("CustomResourceDefinition")) {
      awaitServed(ref);
    }
  }

  private static boolean isLeaving(GenericKubernetesResource object) {
    return object.getMetadata().getDeletionTimestamp() != null;
  }

  private void applyWorkload(ObjectRef ref, GenericKubernetesResource body) {
    var live = kinds.resource(ref).flatMap(resource -> Optional.ofNullable(resource.get()));
    if (live.isPresent() && isLeaving(live.get())) {
      deleter.awaitGone(List.of(ref), REMAKE);
      live = Optional.empty();
    }
    live.ifPresent(there -> ContainerTrust.keepNames(body, there));
    if (live.isPresent() && ref.kind().equals("Job") && !sameDigest(live.get(), body)) {
      remake(ref, body, live.get());
    } else {
      applyOrRemake(ref, body, live);
    }
  }

  /// A workload with a change that the API cannot make in place, such as another selector, is made
  /// anew: pods come and go anyway. Nothing else is: it may hold data.
  private void applyOrRemake(
      ObjectRef ref, GenericKubernetesResource body, Optional<GenericKubernetesResource> live) {
    try {
      serverSide(ref, body);
    } catch (KubernetesClientException e) {
      if (live.isEmpty() || !isWorkload(ref) || !ApiProblems.isImmutable(e)) {
        throw e;
      }
      remake(ref, body, live.get());
    }
  }

  private void remake(
      ObjectRef ref, GenericKubernetesResource body, GenericKubernetesResource live) {
    deleter.delete(ref, live);
    deleter.awaitGone(List.of(ref), REMAKE);
    serverSide(ref, body);
  }

  private GenericKubernetesResource serverSide(ObjectRef ref, GenericKubernetesResource body) {
    var context = kinds.context(ref).orElseThrow();
    var all = client.genericKubernetesResources(context);
    Resource<GenericKubernetesResource> resource =
        ref.namespace().isEmpty()
            ? all.resource(body)
            : all.inNamespace(ref.namespace()).resource(body);
    return resource.fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply();
  }

  private void awaitServed(ObjectRef ref) {
    client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName(ref.name())
        .waitUntilCondition(OneObject::isServed, DEFINITION.toSeconds(), TimeUnit.SECONDS);
  }

  private static boolean isServed(
      @org.jspecify.annotations.Nullable CustomResourceDefinition definition) {
    return definition != null
        && definition.getStatus() != null
        // a definition is born with `conditions: null`
        && Optional.ofNullable(definition.getStatus().getConditions()).orElse(List.of()).stream()
            .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }

  private static boolean sameDigest(
      GenericKubernetesResource live, GenericKubernetesResource body) {
    return Labels.annotation(live.getMetadata(), Labels.CONFIG_DIGEST)
        .equals(Labels.annotation(body.getMetadata(), Labels.CONFIG_DIGEST));
  }

  void restart(ObjectRef ref, GenericKubernetesResource live) {
    switch (ref.kind()) {
      case "Job", "CronJob" -> rerun(ref, live);
      default -> {
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
        var annotations = Map.of("annotations", Map.of(Labels.RESTARTED_AT, now));
        var patch = Map.of("spec", Map.of("template", Map.of("metadata", annotations)));
        kinds
            .resource(ref)
            .orElseThrow()
            .patch(
                PatchContext.of(PatchType.JSON_MERGE),
                client.getKubernetesSerialization().asJson(patch));
      }
    }
  }

  /// The object once more, without what the cluster wrote into it. A CronJob waits for its time
  /// again.
  private void rerun(ObjectRef ref, GenericKubernetesResource live) {
    var body = Trees.copy(live);
    body.getAdditionalProperties().remove("status");
    var meta = body.getMetadata();
    meta.setUid(null);
    meta.setResourceVersion(null);
    meta.setCreationTimestamp(null);
    meta.setGeneration(null);
    meta.setManagedFields(List.of());
    meta.setFinalizers(List.of());
    withoutGenerated(Optional.ofNullable(meta.getLabels()).orElseGet(LinkedHashMap::new));
    Trees.map(body, "spec").ifPresent(spec -> spec.remove("selector"));
    PodTemplates.of(body)
        .flatMap(template -> Trees.map(template, "metadata", "labels"))
        .ifPresent(OneObject::withoutGenerated);
    remake(ref, body, live);
  }

  private static void withoutGenerated(Map<String, ?> labels) {
    labels
        .keySet()
        .removeIf(key ->
            key.startsWith("batch.kubernetes.io/")
                || key.equals("controller-uid")
                || key.equals("job-name"));
  }
}
