package dev.devloop.kube;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.core.config.DevConfig;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads the `manifests` of a project: YAML and JSON files, folders of them, kustomizations.
///
/// A folder is read with its subfolders, in the order of names. A folder with a kustomization file
/// is one kustomization, at whatever depth, and its other files belong to it.
public final class ManifestFiles {

  private final DevConfig config;
  private final Kustomize kustomize;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Read> objects = new ArrayList<>();

  private record Read(GenericKubernetesResource body, ObjectSource source) {}

  private ManifestFiles(DevConfig config, Map<String, String> env) {
    this.config = config;
    this.kustomize = new Kustomize(env);
  }

  /// Reads all of them. An object without a namespace gets the project's.
  ///
  /// @param env the environment, to find kubectl or kustomize in its PATH for kustomizations
  /// @throws dev.devloop.core.DevloopException with all problems: `manifest-missing`,
  ///   `manifest-syntax` (file:line), `manifest-not-an-object`, `manifest-empty`,
  ///   `kustomize-missing`, `kustomize-failed`
  public static Manifests read(DevConfig config, Map<String, String> env) {
    var reader = new ManifestFiles(config, env);
    config.manifests().forEach(reader::entry);
    if (!reader.problems.isEmpty()) {
      throw new DevloopException(ExitCode.USAGE, reader.problems);
    }
    return new Manifests(reader.finished());
  }

  /// The files and folders that belong to the manifests now, to be watched for changes. Files that
  /// a kustomization names outside of its folder are not among them.
  public static List<Path> files(DevConfig config) {
    var found = new LinkedHashSet<Path>();
    for (var entry : config.manifests()) {
      found.add(entry);
      if (Files.isDirectory(entry)) {
        try (Stream<Path> below = Files.walk(entry)) {
          below.sorted().forEach(found::add);
        } catch (IOException | UncheckedIOException e) {
          // reading it says so, with a problem; a watcher is content with the folder
          found.add(entry);
        }
      }
    }
    return List.copyOf(found);
  }

  private void entry(Path path) {
    try {
      if (Files.isDirectory(path)) {
        int before = objects.size() + problems.size();
        folder(path);
        if (objects.size() + problems.size() == before) {
          problems.add(
              Problem.of(
                  "manifest-empty",
                  "The folder " + name(path) + " of `manifests` holds no objects.",
                  "It has no .yaml, .yml or .json file, or they are empty.",
                  "Add a manifest, or take the folder out of dev-config.yaml."));
        }
      } else if (Files.isRegularFile(path)) {
        file(path);
      } else {
        problems.add(
            Problem.of(
                "manifest-missing",
                name(path) + " of `manifests` does not exist.",
                "",
                "Create it, or take it out of dev-config.yaml."));
      }
    } catch (IOException e) {
      problems.add(
          Problem.of("manifest-missing", name(path) + " cannot be read: " + e + ".", "", ""));
    }
  }

  private void folder(Path folder) throws IOException {
    if (Kustomize.isKustomization(folder)) {
      kustomize.build(folder, problems).ifPresent(yaml -> documents(yaml, name(folder)));
      return;
    }
    List<Path> entries;
    try (Stream<Path> list = Files.list(folder)) {
      entries = list.sorted().toList();
    }
    for (var entry : entries) {
      var file = String.valueOf(entry.getFileName());
      if (file.startsWith(".")) {
        continue;
      }
      if (Files.isDirectory(entry)) {
        folder(entry);
      } else if (file.matches(".*\\.(yaml|yml|json)")) {
        file(entry);
      }
    }
  }

  private void file(Path file) throws IOException {
    if (Kustomize.isName(String.valueOf(file.getFileName()))) {
      folder(Optional.ofNullable(file.getParent()).orElseThrow());
    } else {
      documents(Files.readString(file), name(file));
    }
  }

  private void documents(String text, String file) {
    try {
      for (var document : ManifestYaml.read(text)) {
        document.tree().ifPresent(tree -> object(tree, file, document.line()));
      }
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      int column = e.getProblemMark().map(mark -> mark.getColumn() + 1).orElse(1);
      syntax(file + ":" + line + ":" + column, String.valueOf(e.getProblem()));
    } catch (YamlEngineException e) {
      syntax(file, String.valueOf(e.getMessage()));
    }
  }

  private void syntax(String place, String what) {
    problems.add(
        Problem.of(
            "manifest-syntax",
            place + ": no valid YAML: " + what + ".",
            "Often an indentation, a tab, a missing quote, or a template that was never filled in.",
            "Correct the file."));
  }

  private void object(Object tree, String file, int line) {
    var source = new ObjectSource(file, ":" + line);
    var fields = Trees.asMap(tree).orElse(Map.of());
    var kind = Trees.text(fields, "kind");
    if (kind.endsWith("List") && fields.get("items") instanceof List<?> items) {
      items.forEach(item -> object(item, file, line));
      return;
    }
    var meta = Trees.map(fields, "metadata").orElse(Map.of());
    var missing = new ArrayList<String>();
    if (Trees.text(fields, "apiVersion").isEmpty()) {
      missing.add("apiVersion");
    }
    if (kind.isEmpty()) {
      missing.add("kind");
    }
    if (Trees.text(meta, "name").isEmpty()) {
      missing.add("metadata.name");
    }
    if (!missing.isEmpty()) {
      problems.add(
          Problem.of(
              "manifest-not-an-object",
              source + ": not a Kubernetes object: no " + String.join(", no ", missing) + ".",
              "Each document of a manifest is one object with a name; values files and templates"
                  + " are none.",
              "Complete the document, or move the file out of `manifests`."));
      return;
    }
    try {
      objects.add(new Read(Trees.parsed(fields), source));
    } catch (IllegalArgumentException e) {
      syntax(source.toString(), "its metadata cannot be read: " + firstLine(e));
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private List<KubeObject> finished() {
    var scopes = new Scopes(objects.stream().map(Read::body).toList());
    return objects.stream().map(read -> finished(read, scopes)).toList();
  }

  private KubeObject finished(Read read, Scopes scopes) {
    var body = read.body();
    body.getAdditionalProperties().remove("status");
    var meta = body.getMetadata();
    // what a dump of a live object carries and nobody may ask for
    meta.setResourceVersion(null);
    meta.setUid(null);
    meta.setCreationTimestamp(null);
    meta.setManagedFields(List.of());
    var scope = scopes.namespaced(Refs.of(body));
    if (scope.equals(Optional.of(false))) {
      meta.setNamespace(null);
    } else if (Refs.of(body).namespace().isEmpty()) {
      meta.setNamespace(config.project());
    }
    // the digest first: two projects that bring the same definition have the same one
    Finish.accessory(body, read.source());
    Labels.label(meta, Labels.of(config.project()));
    return new KubeObject(body, read.source(), Optional.empty(), scope.isPresent());
  }

  private String name(Path path) {
    return path.startsWith(config.folder())
        ? config.folder().relativize(path).toString()
        : path.toString();
  }
}
