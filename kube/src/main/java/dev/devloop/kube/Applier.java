package dev.devloop.kube;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.core.ServiceName;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Brings the objects of one project to the cluster: server-side apply with the field manager
/// `devloop`. Calls may run side by side.
public final class Applier {

  private final String project;
  private final Kinds kinds;
  private final Inventory inventory;
  private final Deleter deleter;
  private final OneObject one;

  Applier(
      KubernetesClient client,
      Kinds kinds,
      Inventory inventory,
      OwnDeletions deletions,
      String project) {
    this.project = project;
    this.kinds = kinds;
    this.inventory = inventory;
    this.deleter = new Deleter(kinds, deletions, project);
    this.one = new OneObject(client, kinds, deleter);
  }

  /// Looks whether the objects may be applied: namespaces and objects of the whole cluster that
  /// exist and belong to somebody else. Changes nothing.
  ///
  /// @throws dev.devloop.core.DevloopException with all of them: `namespace-not-ours`,
  ///   `object-not-ours`, `object-in-use-elsewhere`
  public void check(List<KubeObject> objects) {
    var problems = new ArrayList<Problem>();
    ApiProblems.guard(
        "check the objects",
        () -> {
          for (var object : objects) {
            owner(object).problem(object).ifPresent(problems::add);
          }
          return problems;
        });
    if (!problems.isEmpty()) {
      throw new DevloopException(ExitCode.USAGE, problems);
    }
  }

  /// Applies the objects in the order of their kinds, whatever their order in the list: definitions
  /// and namespaces, accounts, configuration, storage, services, workloads, ingresses. Waits for
  /// nothing but new definitions to be served. A job is run again when what it is made from
  /// changed, else left alone, finished or not.
  ///
  /// An object that is another project's, in the same shape, is left to it.
  ///
  /// @throws dev.devloop.core.DevloopException when the API refuses some of them: one problem each,
  ///   naming the object and its source. The others have been applied
  public void apply(List<KubeObject> objects) {
    var sorted = ApplyOrder.sorted(objects);
    entering(() -> inventory.enter(listed(sorted)));
    var problems = new ArrayList<Problem>();
    for (var object : sorted) {
      try {
        applyOne(object, problems);
      } catch (KubernetesClientException e) {
        problems.add(ApiProblems.of(object, e));
        if (ApiProblems.isNoAnswer(e)) {
          break;
        }
      }
    }
    if (!problems.isEmpty()) {
      boolean gone = problems.getLast().id().equals("cluster-unreachable");
      throw new DevloopException(gone ? ExitCode.PLATFORM : ExitCode.SERVICE, problems);
    }
  }

  private void applyOne(KubeObject object, List<Problem> problems) {
    var ref = resolved(object);
    var owner = owner(object);
    if (owner.problem(object).isPresent()) {
      problems.add(owner.problem(object).get());
    } else if (owner == Owner.SHARED) {
      return;
    } else if (kinds.context(ref).isEmpty()) {
      problems.add(ApiProblems.kindUnknown(object));
    } else {
      one.apply(object, ref);
    }
  }

  /// Enters objects that will be applied one after the other: once for all, instead of once each.
  ///
  /// @throws dev.devloop.core.DevloopException when the API refuses
  public void enter(List<KubeObject> objects) {
    entering(() -> inventory.enterAnew(listed(objects)));
  }

  private static void entering(Runnable enter) {
    ApiProblems.guard(
        "enter the objects into the inventory",
        () -> {
          enter.run();
          return true;
        });
  }

  private List<ObjectRef> listed(List<KubeObject> objects) {
    return objects.stream().map(this::resolved).filter(this::isListed).toList();
  }

  /// The project's own namespace is claimed, not applied, and goes only with all of the project.
  private boolean isListed(ObjectRef ref) {
    return !(ref.kind().equals("Namespace") && ref.name().equals(project));
  }

  /// Kinds of which only the API knows: those of the whole cluster have no namespace.
  private ObjectRef resolved(KubeObject object) {
    var ref = object.ref();
    boolean clusterWide =
        !object.scopeKnown()
            && kinds.context(ref).map(context -> !context.isNamespaceScoped()).orElse(false);
    return clusterWide ? new ObjectRef(ref.apiVersion(), ref.kind(), "", ref.name()) : ref;
  }

  private Owner owner(KubeObject object) {
    var ref = resolved(object);
    if (!ref.namespace().isEmpty()) {
      return Owner.PROJECT;
    }
    return kinds
        .resource(ref)
        .flatMap(resource -> Optional.ofNullable(resource.get()))
        .map(live -> Owner.of(live, object, project))
        .orElse(Owner.PROJECT);
  }

  /// Deletes what was applied earlier and is no longer wanted. Volumes and objects of the whole
  /// cluster are never deleted here, only named.
  ///
  /// @param wanted **all** objects of the project
  public Removed prune(Collection<KubeObject> wanted) {
    return ApiProblems.guard(
        "remove what left the config",
        () -> {
          var keys =
              wanted.stream()
                  .map(object -> resolved(object).key())
                  .collect(Collectors.toCollection(HashSet::new));
          return remove(ref -> !keys.contains(ref.key()), live -> true);
        });
  }

  /// Deletes all objects of one service but its volumes: for a service that was switched off.
  public Removed remove(ServiceName service) {
    return ApiProblems.guard(
        "remove service " + service,
        () -> remove(ref -> !ref.namespace().isEmpty(), live -> belongsTo(live, service)));
  }

  private Removed remove(
      Predicate<ObjectRef> candidate, Predicate<GenericKubernetesResource> condition) {
    var deleted = new ArrayList<ObjectRef>();
    var kept = new ArrayList<ObjectRef>();
    var gone = new ArrayList<ObjectRef>();
    for (var ref : inventory.read().values()) {
      if (!candidate.test(ref)) {
        continue;
      }
      var live = deleter.ours(ref);
      if (live.isEmpty()) {
        gone.add(ref);
      } else if (condition.test(live.get())) {
        if (isKept(ref)) {
          kept.add(ref);
        } else {
          deleter.delete(ref, live.get());
          deleted.add(ref);
        }
      }
    }
    gone.addAll(deleted);
    inventory.strike(gone);
    return new Removed(deleted, kept);
  }

  static boolean isKept(ObjectRef ref) {
    return ref.namespace().isEmpty() || ref.kind().equals("PersistentVolumeClaim");
  }

  private static boolean belongsTo(GenericKubernetesResource live, ServiceName service) {
    var meta = live.getMetadata();
    var named = Labels.annotation(meta, Labels.SERVICE);
    var source = Labels.annotation(meta, Labels.SOURCE);
    return named.equals(service.value()) || source.endsWith("#services." + service);
  }

  /// Rolls the service's pods, one rollout as by `kubectl rollout restart`; a job is run again.
  ///
  /// @throws dev.devloop.core.DevloopException `not-deployed`
  public void restart(ServiceName service) {
    var found =
        ApiProblems.guard(
            "restart " + service,
            () -> {
              for (var ref : inventory.read().values()) {
                if (OneObject.isWorkload(ref)) {
                  var live = deleter.ours(ref).filter(object -> belongsTo(object, service));
                  if (live.isPresent()) {
                    one.restart(ref, live.get());
                    return true;
                  }
                }
              }
              return false;
            });
    if (!found) {
      throw new DevloopException(
          ExitCode.SERVICE,
          Problem.of(
              "not-deployed",
              "Service " + service + " is not deployed.",
              "It was never started, is switched off, or waits for another service.",
              "Run `devloop status` to see what it waits for."));
    }
  }
}
