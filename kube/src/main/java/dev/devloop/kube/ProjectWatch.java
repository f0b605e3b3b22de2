package dev.devloop.kube;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Keeps copies of a project's objects up to date.
final class ProjectWatch implements AutoCloseable {

  private final KubernetesClient client;
  private final String project;
  private final Runnable changed;
  private final Consumer<HasMetadata> deleted;

  private final List<SharedIndexInformer<Pod>> pods = new ArrayList<>();
  private final List<SharedIndexInformer<Event>> events = new ArrayList<>();
  private final List<SharedIndexInformer<? extends HasMetadata>> workloads = new ArrayList<>();
  private final List<SharedIndexInformer<? extends HasMetadata>> others = new ArrayList<>();

  /// @param changed told of any change that matters
  /// @param deleted told of objects with the project's labels that are gone
  ProjectWatch(
      KubernetesClient client,
      String project,
      Collection<String> namespaces,
      Runnable changed,
      Consumer<HasMetadata> deleted) {
    this.client = client;
    this.project = project;
    this.changed = changed;
    this.deleted = deleted;
    namespaces.stream().distinct().forEach(this::watch);
  }

  private void watch(String namespace) {
    pods.add(informer(client.pods().inNamespace(namespace), false));
    events.add(
        informer(
            client
                .v1()
                .events()
                .inNamespace(namespace)
                .withFields(Map.of("type", "Warning", "involvedObject.kind", "Pod")),
            false));
    var apps = client.apps();
    var batch = client.batch().v1();
    workloads.add(informer(ours(apps.deployments().inNamespace(namespace)), true));
    workloads.add(informer(ours(apps.statefulSets().inNamespace(namespace)), true));
    workloads.add(informer(ours(apps.daemonSets().inNamespace(namespace)), true));
    workloads.add(informer(ours(batch.jobs().inNamespace(namespace)), true));
    workloads.add(informer(ours(batch.cronjobs().inNamespace(namespace)), true));
    others.add(informer(ours(client.services().inNamespace(namespace)), true));
    others.add(informer(ours(client.secrets().inNamespace(namespace)), true));
    others.add(informer(ours(client.configMaps().inNamespace(namespace)), true));
    others.add(informer(ours(client.network().v1().ingresses().inNamespace(namespace)), true));
  }

  private <T extends HasMetadata, L extends KubernetesResourceList<T>, R extends Resource<T>>
      FilterWatchListDeletable<T, L, R> ours(FilterWatchListDeletable<T, L, R> all) {
    return all.withLabels(Labels.of(project));
  }

  private <T extends HasMetadata, L extends KubernetesResourceList<T>, R extends Resource<T>>
      SharedIndexInformer<T> informer(
          FilterWatchListDeletable<T, L, R> which, boolean tellDeleted) {
    var informer = which.runnableInformer(0);
    // the library's default gives up on some errors; a watch here ends with its owner only
    informer.exceptionHandler((started, error) -> true);
    informer.addEventHandler(
        new ResourceEventHandler<T>() {
          @Override
          public void onAdd(T object) {
            changed.run();
          }

          @Override
          public void onUpdate(T before, T object) {
            changed.run();
          }

          @Override
          public void onDelete(T object, boolean unknown) {
            changed.run();
            if (tellDeleted) {
              deleted.accept(object);
            }
          }
        });
    return informer;
  }

  private Stream<SharedIndexInformer<? extends HasMetadata>> all() {
    return Stream.of(pods, events, workloads, others).flatMap(List::stream);
  }

  /// Completes when everything was listed once.
  CompletableFuture<Void> start() {
    return CompletableFuture.allOf(
        all()
            .map(informer -> informer.start().toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }

  List<Pod> pods() {
    return pods.stream().flatMap(informer -> informer.getStore().list().stream()).toList();
  }

  List<Event> warnings(Pod pod) {
    return events.stream()
        .flatMap(informer -> informer.getStore().list().stream())
        .filter(event -> pod.getMetadata().getUid().equals(event.getInvolvedObject().getUid()))
        .toList();
  }

  Optional<Workload> workload(String service) {
    return workloads.stream()
        .<HasMetadata>flatMap(informer -> informer.getStore().list().stream())
        .filter(object -> Labels.annotation(object.getMetadata(), Labels.SERVICE).equals(service))
        .filter(object -> object.getMetadata().getDeletionTimestamp() == null)
        .map(Workload::new)
        .findFirst();
  }

  @Override
  public void close() {
    all().forEach(SharedIndexInformer::stop);
  }
}
