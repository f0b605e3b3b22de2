package dev.devloop.kube;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.core.config.DevConfig;
import dev.devloop.core.config.ServiceConfig;
import dev.devloop.core.config.WorkloadRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/// The objects of a project's `manifests`. Pure.
///
/// @param objects in the order of the files
public record Manifests(List<KubeObject> objects) {

  private static final String GATEWAY = "gateway.networking.k8s.io";

  /// A project without manifests.
  public static final Manifests NONE = new Manifests(List.of());

  public Manifests {
    objects = List.copyOf(objects);
  }

  /// What is wrong with the manifests as a part of this project: a `workload` or its container that
  /// is not there (`workload-missing`, `container-missing`), an object twice
  /// (`manifest-duplicate`), one that devloop also generates (`manifest-collides`), a namespace
  /// that is neither the project's nor declared by the manifests (`manifest-foreign-namespace`).
  public List<Problem> problems(DevConfig config) {
    var problems = new ArrayList<Problem>();
    for (var service : config.services().values()) {
      service.workload().ifPresent(ref -> container(service, ref, problems));
    }
    duplicates(config, problems);
    foreign(config, problems);
    return problems;
  }

  /// The objects that no service of the config stands for; those of a service that is switched off
  /// are not among them either.
  public List<KubeObject> shared(DevConfig config) {
    var taken = new HashSet<ObjectRef>();
    for (var service : config.services().values()) {
      service.workload().flatMap(this::find).map(KubeObject::ref).ifPresent(taken::add);
    }
    return objects.stream().filter(object -> !taken.contains(object.ref())).toList();
  }

  /// The object that the service stands for, with its container's image replaced, also in other
  /// containers that run the same image.
  ///
  /// @param service one with `workload`
  /// @param image the reference that the node pulls; empty keeps the manifest's own
  /// @param inputs see [Objects#of]
  /// @throws dev.devloop.core.DevloopException `workload-missing`, `container-missing`
  public KubeObject workload(DevConfig config, ServiceConfig service, String image, String inputs) {
    var ref = service.workload().orElseThrow(IllegalArgumentException::new);
    var problems = new ArrayList<Problem>();
    var container = container(service, ref, problems);
    if (container.isEmpty()) {
      throw new DevloopException(ExitCode.USAGE, problems);
    }
    var object = find(ref).orElseThrow();
    var body = Trees.copy(object.body());
    body.getMetadata().getAnnotations().remove(Labels.CONFIG_DIGEST);
    body.getMetadata().getAnnotations().remove(Labels.SOURCE);
    var name = Trees.text(container.get(), "name");
    var replaced = Trees.text(container.get(), "image");
    if (!image.isEmpty()) {
      PodTemplates.of(body).stream()
          .flatMap(template -> PodTemplates.containers(template, true).stream())
          .filter(candidate ->
              Trees.text(candidate, "name").equals(name)
                  || Trees.text(candidate, "image").equals(replaced))
          .forEach(found -> found.put("image", image));
    }
    Finish.workload(body, service.name(), name, inputs, object.source());
    return new KubeObject(body, object.source(), Optional.of(service.name()), true);
  }

  /// All images that the manifests' workloads name, without those that services replace: what the
  /// node will ask for.
  public SequencedSet<String> images(DevConfig config) {
    var replaced = new HashMap<ObjectRef, String>();
    for (var service : config.services().values()) {
      if (service.build().isPresent() || service.image().isPresent()) {
        service
            .workload()
            .ifPresent(ref ->
                container(service, ref, new ArrayList<>())
                    .ifPresent(found ->
                        replaced.put(find(ref).orElseThrow().ref(), Trees.text(found, "image"))));
      }
    }
    var images = new LinkedHashSet<String>();
    for (var object : objects) {
      for (var container : containers(object)) {
        var image = Trees.text(container, "image");
        if (!image.equals(replaced.get(object.ref()))) {
          images.add(image);
        }
      }
    }
    images.remove("");
    return images;
  }

  /// Whether there are objects of the Gateway API.
  public boolean useGateway() {
    return objects.stream().anyMatch(object -> object.ref().group().equals(GATEWAY));
  }

  /// Whether the manifests bring the definitions of the Gateway API themselves.
  public boolean defineGateway() {
    return objects.stream()
        .filter(object -> object.ref().kind().equals("CustomResourceDefinition"))
        .anyMatch(object -> object.ref().name().endsWith("." + GATEWAY));
  }

  /// The namespaces that the manifests declare beside the project's.
  public List<String> extraNamespaces(DevConfig config) {
    return objects.stream()
        .map(KubeObject::ref)
        .filter(ref -> ref.kind().equals("Namespace"))
        .map(ObjectRef::name)
        .filter(name -> !name.equals(config.project()))
        .distinct()
        .toList();
  }

  private static List<Map<String, Object>> containers(KubeObject object) {
    return PodTemplates.of(object.body())
        .or(() ->
            object.ref().kind().equals("Pod")
                ? Optional.of(object.body().getAdditionalProperties())
                : Optional.empty())
        .map(template -> PodTemplates.containers(template, true))
        .orElse(List.of());
  }

  private Optional<KubeObject> find(WorkloadRef ref) {
    return objects.stream()
        .filter(object -> object.ref().kind().toLowerCase(Locale.ROOT).equals(ref.kind()))
        .filter(object -> object.ref().name().equals(ref.name()))
        .filter(object -> PodTemplates.of(object.body()).isPresent())
        .findFirst();
  }

  private Optional<Map<String, Object>> container(
      ServiceConfig service, WorkloadRef ref, List<Problem> problems) {
    var written = ref.kind() + "/" + ref.name();
    var object = find(ref);
    if (object.isEmpty()) {
      var known =
          objects.stream()
              .filter(candidate -> PodTemplates.of(candidate.body()).isPresent())
              .map(candidate -> candidate.ref().toString())
              .toList();
      problems.add(
          Problem.of(
              "workload-missing",
              "Service " + service.name() + " stands for " + written + ", which no manifest has.",
              known.isEmpty()
                  ? "The manifests have no workload at all."
                  : "The manifests have " + String.join(", ", known) + ".",
              "Correct `workload`, or add its file to `manifests`."));
      return Optional.empty();
    }
    var all =
        PodTemplates.of(object.get().body())
            .map(template -> PodTemplates.containers(template, ref.container().isPresent()))
            .orElse(List.of());
    var names = all.stream().map(container -> Trees.text(container, "name")).toList();
    var found =
        ref.container().isEmpty() && all.size() == 1
            ? Optional.of(all.getFirst())
            : all.stream()
                .filter(one -> ref.container().equals(Optional.of(Trees.text(one, "name"))))
                .findFirst();
    if (found.isEmpty()) {
      problems.add(
          Problem.of(
              "container-missing",
              ref.container()
                      .map(name ->
                          written + " (" + object.get().source() + ") has no container " + name)
                      .orElse(written + " (" + object.get().source() + ") has several containers")
                  + ".",
              "Its containers are " + String.join(", ", names) + ".",
              "Name one of them under services." + service.name() + ".container."));
    }
    return found;
  }

  private void duplicates(DevConfig config, List<Problem> problems) {
    if (objects.isEmpty()) {
      return; // what services are made into never meets: it is named after them
    }
    var seen = new HashMap<String, KubeObject>();
    var generated = new HashMap<String, ServiceConfig>();
    for (var service : config.services().values()) {
      if (service.workload().isEmpty()) {
        Objects.of(config, service, "image", Map.of("KEY", ""), "")
            .forEach(object -> generated.put(object.ref().key(), service));
      }
    }
    for (var object : objects) {
      var before = seen.putIfAbsent(object.ref().key(), object);
      if (before != null) {
        problems.add(
            Problem.of(
                "manifest-duplicate",
                object.source() + ": " + object.ref() + " is also in " + before.source() + ".",
                "Two files describe one object, or a folder is read beside a kustomization that"
                    + " includes it.",
                "Remove one of them, or name only the kustomization's folder in `manifests`."));
      }
      var service = generated.get(object.ref().key());
      if (service != null) {
        problems.add(
            Problem.of(
                "manifest-collides",
                object.source()
                    + ": devloop makes "
                    + object.ref()
                    + " for service "
                    + service.name()
                    + " itself.",
                "A service of dev-config.yaml and the manifests both describe it.",
                "Write `workload: "
                    + object.ref()
                    + "` in the service, or rename one of the two."));
      }
    }
  }

  private void foreign(DevConfig config, List<Problem> problems) {
    var known = new HashSet<>(extraNamespaces(config));
    known.add(config.project());
    for (var object : objects) {
      var namespace = object.ref().namespace();
      if (!namespace.isEmpty() && !known.contains(namespace)) {
        problems.add(
            Problem.of(
                "manifest-foreign-namespace",
                object.source() + ": " + object.ref() + " names the namespace " + namespace + ".",
                "It is neither the project's (" + config.project() + ") nor one of the manifests.",
                "Remove metadata.namespace, or add the Namespace object to the manifests."));
      }
    }
  }
}
