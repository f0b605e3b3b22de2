package dev.devloop.kube;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who owns which namespace. Each project has the one of its name; nothing that devloop did not
/// make is touched.
public final class Namespaces {

  /// How long a namespace that is being deleted is waited for when it is wanted again.
  private static final Duration TERMINATING = Duration.ofSeconds(60);

  private final KubernetesClient client;
  private final Kinds kinds;
  private final OwnDeletions deletions;

  Namespaces(KubernetesClient client, Kinds kinds, OwnDeletions deletions) {
    this.client = client;
    this.kinds = kinds;
    this.deletions = deletions;
  }

  /// Makes the project's namespace, or checks that it is the project's own.
  ///
  /// @param folder of the project
  /// @throws dev.devloop.core.DevloopException `namespace-not-ours` when it exists without
  ///   devloop's label; `project-in-use-elsewhere` when another folder, which still exists, has
  ///   claimed it; `namespace-terminating` when it is still being deleted after 60 s
  public void claim(String project, Path folder) {
    ApiProblems.guard("claim the namespace " + project, () -> claimed(project, folder));
    deletions.forgetNamespace(project);
  }

  private Namespace claimed(String project, Path folder) {
    var found = find(project);
    if (found.isPresent() && found.get().getMetadata().getDeletionTimestamp() != null) {
      awaitGone(project, TERMINATING);
      found = Optional.empty();
    }
    if (found.isEmpty()) {
      try {
        return client.resource(fresh(project, folder)).create();
      } catch (KubernetesClientException e) {
        if (e.getCode() != 409) {
          throw e;
        }
        // another command was quicker: look at what it made
        found = find(project);
      }
    }
    var namespace = found.orElseThrow();
    requireOurs(namespace, project);
    var owner = Labels.annotation(namespace.getMetadata(), Labels.FOLDER);
    if (owner.equals(folder.toString())) {
      return namespace;
    }
    if (!owner.isEmpty() && Claim.isElsewhere(Path.of(owner), folder)) {
      throw elsewhere(project, owner);
    }
    return client
        .namespaces()
        .withName(project)
        .edit(live ->
            new NamespaceBuilder(live)
                .editMetadata()
                .addToLabels(Labels.of(project))
                .addToAnnotations(Labels.FOLDER, folder.toString())
                .endMetadata()
                .build());
  }

  private static Namespace fresh(String project, Path folder) {
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(project)
        .withLabels(Labels.of(project))
        .addToAnnotations(Labels.FOLDER, folder.toString())
        .endMetadata()
        .build();
  }

  private static DevloopException elsewhere(String project, String owner) {
    return new DevloopException(
        ExitCode.USAGE,
        Problem.of(
            "project-in-use-elsewhere",
            "The project " + project + " of this cluster belongs to the folder " + owner + ".",
            "Two folders, perhaps two checkouts of one repository, have the same project name.",
            "Set another `project` in dev-config.yaml (or dev-config.local.yaml), or run `devloop"
                + " down --delete` in "
                + owner
                + "."));
  }

  private static void requireOurs(Namespace namespace, String project) {
    if (!Labels.isOf(namespace.getMetadata(), project)) {
      throw new DevloopException(
          ExitCode.USAGE,
          Problem.of(
              "namespace-not-ours",
              "The namespace " + project + " exists already, and is not this project's.",
              "It was made by another tool, by hand, or by the manifests of another project.",
              "Set another `project` in dev-config.yaml, or delete the namespace yourself:"
                  + " `kubectl delete namespace "
                  + project
                  + "`."));
    }
  }

  private Optional<Namespace> find(String name) {
    return Optional.ofNullable(client.namespaces().withName(name).get());
  }

  /// Why the namespace of the project's name is not the project's own, in half a sentence; empty
  /// when it is, or when there is none.
  ///
  /// @param folder of the project
  public Optional<String> foreign(String project, Path folder) {
    return ApiProblems.guard(
        "look at the namespace " + project,
        () -> find(project).flatMap(found -> foreign(found, project, folder)));
  }

  private static Optional<String> foreign(Namespace found, String project, Path folder) {
    if (!Labels.isOf(found.getMetadata(), project)) {
      return Optional.of("devloop did not make it");
    }
    var owner = Labels.annotation(found.getMetadata(), Labels.FOLDER);
    return !owner.isEmpty() && Claim.isElsewhere(Path.of(owner), folder)
        ? Optional.of("it belongs to " + owner)
        : Optional.empty();
  }

  /// All projects that have a namespace in this cluster.
  public List<Claim> claims() {
    return ApiProblems.guard(
        "list the projects",
        () ->
            client
                .namespaces()
                .withLabel(Labels.MANAGED_BY, Labels.DEVLOOP)
                .list()
                .getItems()
                .stream()
                .filter(found -> !Labels.annotation(found.getMetadata(), Labels.FOLDER).isEmpty())
                .map(this::claim)
                .toList());
  }

  private Claim claim(Namespace namespace) {
    var meta = namespace.getMetadata();
    return new Claim(
        meta.getName(), Path.of(Labels.annotation(meta, Labels.FOLDER)), isRunning(meta.getName()));
  }

  private boolean isRunning(String namespace) {
    return stays(client.pods().inNamespace(namespace).list().getItems())
        || stays(client.apps().deployments().inNamespace(namespace).list().getItems())
        || stays(client.apps().statefulSets().inNamespace(namespace).list().getItems())
        || stays(client.apps().daemonSets().inNamespace(namespace).list().getItems())
        || stays(client.batch().v1().jobs().inNamespace(namespace).list().getItems());
  }

  /// Whether one of them is not already on its way out.
  private static boolean stays(List<? extends HasMetadata> objects) {
    return objects.stream().anyMatch(one -> one.getMetadata().getDeletionTimestamp() == null);
  }

  /// Removes what runs: workloads, pods, services, ingresses, config maps and secrets of the
  /// project. Namespace, volumes and objects of the whole cluster stay. Returns when the pods are
  /// gone.
  ///
  /// @param patience how long pods may take to end
  /// @throws dev.devloop.core.DevloopException `pods-do-not-end` when the time is over
  public Removed deleteWorkloads(String project, Duration patience) {
    return ApiProblems.guard(
        "remove the workloads of " + project,
        () -> {
          if (find(project).filter(ns -> Labels.isOf(ns.getMetadata(), project)).isEmpty()) {
            return new Removed(List.of(), List.of());
          }
          return new Teardown(client, kinds, deletions, project).workloads(patience);
        });
  }

  /// Removes the namespace with all in it, volumes too, and the namespaces that the project's
  /// manifests made. Other objects of the whole cluster that came from the manifests stay and are
  /// named in the result. Does nothing when there is no such namespace.
  ///
  /// @throws dev.devloop.core.DevloopException `namespace-not-ours`, or `namespace-terminating`
  ///   when the time is over
  public Removed deleteAll(String project, Duration patience) {
    return ApiProblems.guard(
        "delete the namespace " + project,
        () -> {
          var found = find(project);
          if (found.isEmpty()) {
            return new Removed(List.of(), List.of());
          }
          requireOurs(found.get(), project);
          return deleteNamespaces(project, patience);
        });
  }

  private Removed deleteNamespaces(String project, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    var teardown = new Teardown(client, kinds, deletions, project);
    var names = new ArrayList<>(teardown.extraNamespaces());
    var kept = teardown.clusterWide();
    names.add(project);
    teardown.custom(patience);
    names.forEach(name -> {
      deletions.addNamespace(name);
      client.namespaces().withName(name).delete();
    });
    names.forEach(name -> awaitGone(name, Duration.ofNanos(end - System.nanoTime())));
    var deleted = names.stream().map(name -> new ObjectRef("v1", "Namespace", "", name)).toList();
    return new Removed(deleted, kept);
  }

  private void awaitGone(String name, Duration patience) {
    try {
      new Deleter(kinds, deletions, name)
          .awaitGone(List.of(new ObjectRef("v1", "Namespace", "", name)), patience);
    } catch (DevloopException e) {
      throw new DevloopException(
          ExitCode.PLATFORM,
          Problem.of(
              "namespace-terminating",
              "The namespace " + name + " is still being deleted.",
              "An object in it has a finalizer, and the controller that would remove it does not"
                  + " run.",
              "See `kubectl get namespace "
                  + name
                  + " -o yaml` under status, remove what it names,"
                  + " and run the command again."),
          e);
    }
  }
}
