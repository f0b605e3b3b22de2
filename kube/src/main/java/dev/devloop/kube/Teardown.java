package dev.devloop.kube;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Takes a project's objects down in an order that leaves nothing hanging: objects of the user's
/// own kinds first, while the controllers that have to clean up after them still run; then the
/// rest, the last applied first.
final class Teardown {

  private static final Set<String> BUILT_IN =
      Set.of("", "apps", "batch", "autoscaling", "policy", "extensions");

  private final KubernetesClient client;
  private final String project;
  private final Inventory inventory;
  private final Deleter deleter;

  Teardown(KubernetesClient client, Kinds kinds, OwnDeletions deletions, String project) {
    this.client = client;
    this.project = project;
    this.inventory = new Inventory(client, project);
    this.deleter = new Deleter(kinds, deletions, project);
  }

  Removed workloads(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    var deleted = new ArrayList<>(custom(patience));
    var rest = delete(ref -> !isCustom(ref) && !Applier.isKept(ref));
    deleter.awaitGone(rest, Duration.ofNanos(end - System.nanoTime()));
    deleter.awaitGone(leavingPods(), Duration.ofNanos(end - System.nanoTime()));
    deleted.addAll(rest);
    inventory.strike(deleted);
    var kept = inventory.read().values().stream().filter(Applier::isKept).toList();
    return new Removed(deleted, kept);
  }

  /// Pods that were let go earlier, by a prune or a rollout, and still have their time to end.
  private List<ObjectRef> leavingPods() {
    var namespaces = new ArrayList<>(extraNamespaces());
    namespaces.add(project);
    return namespaces.stream()
        .flatMap(name -> client.pods().inNamespace(name).list().getItems().stream())
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() != null)
        .map(Refs::of)
        .toList();
  }

  /// Objects of kinds that a definition made.
  List<ObjectRef> custom(Duration patience) {
    var deleted = delete(ref -> isCustom(ref) && !Applier.isKept(ref));
    deleter.awaitGone(deleted, patience);
    return deleted;
  }

  private List<ObjectRef> delete(Predicate<ObjectRef> which) {
    var deleted = new ArrayList<ObjectRef>();
    for (var ref : inventory.read().values()) {
      if (which.test(ref)) {
        deleter.ours(ref).ifPresent(live -> deleter.delete(ref, live));
        deleted.add(ref);
      }
    }
    return deleted;
  }

  private static boolean isCustom(ObjectRef ref) {
    return !BUILT_IN.contains(ref.group()) && !ref.group().endsWith(".k8s.io");
  }

  /// The namespaces that the manifests made.
  List<String> extraNamespaces() {
    return inventory.read().values().stream()
        .filter(ref -> ref.kind().equals("Namespace") && ref.group().isEmpty())
        .filter(ref -> deleter.ours(ref).isPresent())
        .map(ObjectRef::name)
        .toList();
  }

  /// Objects of the whole cluster that will stay: all but namespaces.
  List<ObjectRef> clusterWide() {
    return inventory.read().values().stream()
        .filter(ref -> ref.namespace().isEmpty() && !ref.kind().equals("Namespace"))
        .filter(ref -> deleter.ours(ref).isPresent())
        .toList();
  }
}
