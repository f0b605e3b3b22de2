package dev.devloop.kube;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Keeps copies of a project's objects up to date, once for all who look at them. Who wants to hear
/// of changes says so before the start.
final class ProjectWatch implements AutoCloseable {

  /// The index of warnings by the UIDs of the pods that they concern.
  private static final String POD = "pod";

  private final KubernetesClient client;
  private final String project;

  private final List<SharedIndexInformer<Secret>> secrets = new ArrayList<>();
  private final List<SharedIndexInformer<Pod>> pods = new ArrayList<>();

  /// The warnings of each namespace, and what begins when they are listed.
  private final Map<SharedIndexInformer<Event>, NormalEvents> events = new LinkedHashMap<>();

  private final List<Consumer<Event>> ears = new ArrayList<>();
  private final List<SharedIndexInformer<? extends HasMetadata>> workloads = new ArrayList<>();
  private final List<SharedIndexInformer<? extends HasMetadata>> others = new ArrayList<>();

  ProjectWatch(KubernetesClient client, String project, Collection<String> namespaces) {
    this.client = client;
    this.project = project;
    namespaces.stream().distinct().forEach(this::watch);
  }

  private void watch(String namespace) {
    secrets.add(informer(client.secrets().inNamespace(namespace)));
    pods.add(informer(client.pods().inNamespace(namespace)));
    var all = client.v1().events().inNamespace(namespace);
    var warned = informer(all.withField("type", "Warning"));
    warned.addIndexers(Map.of(POD, ProjectWatch::pod));
    events.put(warned, new NormalEvents(all, warned::lastSyncResourceVersion, this::heard));
    var apps = client.apps();
    var batch = client.batch().v1();
    workloads.add(informer(ours(apps.deployments().inNamespace(namespace))));
    workloads.add(informer(ours(apps.statefulSets().inNamespace(namespace))));
    workloads.add(informer(ours(apps.daemonSets().inNamespace(namespace))));
    workloads.add(informer(ours(batch.jobs().inNamespace(namespace))));
    workloads.add(informer(ours(batch.cronjobs().inNamespace(namespace))));
    others.add(informer(ours(client.services().inNamespace(namespace))));
    others.add(informer(ours(client.configMaps().inNamespace(namespace))));
    others.add(informer(ours(client.network().v1().ingresses().inNamespace(namespace))));
  }

  private <T extends HasMetadata, L extends KubernetesResourceList<T>, R extends Resource<T>>
      FilterWatchListDeletable<T, L, R> ours(FilterWatchListDeletable<T, L, R> all) {
    return all.withLabels(Labels.of(project));
  }

  private <T extends HasMetadata> SharedIndexInformer<T> informer(
      FilterWatchListDeletable<T, ?, ?> which) {
    var informer = which.runnableInformer(0);
    // the library's default gives up on some errors; a watch here ends with its owner only
    informer.exceptionHandler((started, error) -> true);
    return informer;
  }

  /// @param changed told of any change that matters to a service
  /// @param deleted told of objects with the project's labels that are gone, pods excepted
  void onChange(Runnable changed, Consumer<HasMetadata> deleted) {
    pods.forEach(informer -> hear(informer, _ -> changed.run(), _ -> changed.run()));
    onWarning(event -> {
      if (!pod(event).isEmpty()) {
        changed.run();
      }
    });
    Stream.of(secrets, workloads, others)
        .flatMap(List::stream)
        .forEach(informer ->
            hear(
                informer,
                _ -> changed.run(),
                object -> {
                  changed.run();
                  if (Labels.isOf(object.getMetadata(), project)) {
                    deleted.accept(object);
                  }
                }));
  }

  void onSecret(Consumer<Secret> changed) {
    secrets.forEach(informer -> hear(informer, changed, _ -> {}));
  }

  void onPod(Consumer<Pod> changed, Consumer<Pod> gone) {
    pods.forEach(informer -> hear(informer, changed, gone));
  }

  void onWarning(Consumer<Event> changed) {
    events.keySet().forEach(informer -> hear(informer, changed, _ -> {}));
  }

  /// @param changed told of warnings, and of other events of pods from the start of this watch on
  void onEvent(Consumer<Event> changed) {
    onWarning(changed);
    ears.add(changed);
  }

  private void heard(Event event) {
    ears.forEach(ear -> ear.accept(event));
  }

  private static <T extends HasMetadata> void hear(
      SharedIndexInformer<T> informer, Consumer<? super T> changed, Consumer<? super T> gone) {
    informer.addEventHandler(
        new ResourceEventHandler<T>() {
          @Override
          public void onAdd(T object) {
            changed.accept(object);
          }

          @Override
          public void onUpdate(T before, T object) {
            changed.accept(object);
          }

          @Override
          public void onDelete(T object, boolean unknown) {
            gone.accept(object);
          }
        });
  }

  /// The UID of the pod that the event concerns; none when it concerns something else.
  private static List<String> pod(Event event) {
    var about = event.getInvolvedObject();
    return "Pod".equals(about.getKind())
        ? Optional.ofNullable(about.getUid()).stream().toList()
        : List.of();
  }

  private Stream<SharedIndexInformer<? extends HasMetadata>> all() {
    // secrets first: what is known when a line of a log is stored is never written
    return Stream.of(secrets, pods, events.keySet(), workloads, others).flatMap(Collection::stream);
  }

  /// Completes when everything was listed once.
  CompletableFuture<Void> start() {
    return CompletableFuture.allOf(all().map(this::start).toArray(CompletableFuture[]::new));
  }

  private CompletableFuture<Void> start(SharedIndexInformer<? extends HasMetadata> informer) {
    var listed = informer.start().toCompletableFuture();
    return Optional.ofNullable(events.get(informer))
        .map(normal -> listed.thenRun(normal::start))
        .orElse(listed);
  }

  List<Pod> pods() {
    return pods.stream().flatMap(informer -> informer.getStore().list().stream()).toList();
  }

  /// The warnings that concern these pods, by their UIDs.
  Map<String, List<Event>> warnings(Collection<Pod> about) {
    return about.stream()
        .map(pod -> pod.getMetadata().getUid())
        .collect(Collectors.toMap(uid -> uid, this::warnings, (first, _) -> first));
  }

  private List<Event> warnings(String uid) {
    return events.keySet().stream()
        .flatMap(informer -> informer.getIndexer().byIndex(POD, uid).stream())
        .toList();
  }

  /// What makes the instances, by service.
  Map<String, Workload> workloads() {
    return workloads.stream()
        .<HasMetadata>flatMap(informer -> informer.getStore().list().stream())
        .filter(object -> object.getMetadata().getDeletionTimestamp() == null)
        .collect(
            Collectors.toMap(
                object -> Labels.annotation(object.getMetadata(), Labels.SERVICE),
                Workload::new,
                (first, _) -> first));
  }

  @Override
  public void close() {
    events.values().forEach(NormalEvents::close);
    all().forEach(SharedIndexInformer::stop);
  }
}
