package dev.devloop.config;

import dev.devloop.core.DevloopException;
import dev.devloop.core.config.DevConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a dev-config.yaml and the local file that overrides it, and checks all of it.
public final class ConfigReader {

  /// The file that is looked for in a folder.
  public static final String FILE = "dev-config.yaml";

  private final Path file;
  private final Variables variables;
  private final Findings findings = new Findings();

  private ConfigReader(Path file, Map<String, String> env) {
    this.file = file;
    this.variables = new Variables(env);
  }

  /// Reads, merges, replaces variables and checks. Reads the files that the configuration names
  /// only as far as the checks need it (Dockerfiles for their stages, env files for their syntax);
  /// speaks to nobody.
  ///
  /// @param folderOrFile a project folder with a `dev-config.yaml`, or such a file by any name; its
  ///   folder is the project folder then. `NAME.local.yaml` beside `NAME.yaml` overrides it
  /// @param env for `${VAR}`
  /// @throws DevloopException with `ExitCode.USAGE` and all problems, sorted by position: `what`
  ///   begins with `FILE:LINE:COLUMN:`, the evidence is the place in the source
  public static DevConfig read(Path folderOrFile, Map<String, String> env) {
    var path = folderOrFile.toAbsolutePath().normalize();
    var file = Files.isDirectory(path) ? path.resolve(FILE) : path;
    return new ConfigReader(file, env).read();
  }

  /// The file that overrides another one: `dev-config.local.yaml` for `dev-config.yaml`.
  public static Path localFile(Path file) {
    var name = String.valueOf(file.getFileName());
    var dot = name.lastIndexOf('.');
    return file.resolveSibling(
        dot < 0 ? name + ".local" : name.substring(0, dot) + ".local" + name.substring(dot));
  }

  /// What would be wrong with a file of this text.
  static List<Finding> check(Path file, String text) {
    var reader = new ConfigReader(file, Map.of());
    var folder = Optional.ofNullable(file.getParent()).orElse(file);
    YamlFile.parse(file, text, reader.variables, reader.findings)
        .ifPresent(tree -> reader.bind(tree, folder));
    return reader.findings.sorted();
  }

  private DevConfig read() {
    var folder = Optional.ofNullable(file.getParent()).orElse(file);
    var local = localFile(file);
    var base = tree(file);
    var above = Files.exists(local) ? tree(local) : Optional.<Value>empty();
    // a file that is no YAML leaves nothing to compare with the table
    if (base.isEmpty() || (Files.exists(local) && above.isEmpty())) {
      throw findings.toException(folder);
    }
    var merged = above.map(over -> Merge.over(base.get(), over)).orElse(base.get());
    var config = bind(merged, folder);
    if (!findings.isEmpty()) {
      throw findings.toException(folder);
    }
    return config;
  }

  private DevConfig bind(Value tree, Path folder) {
    var checked = new ShapeCheck(findings).check(Keys.ROOT, tree, "", "");
    return new ConfigBinder(new View(Keys.ROOT, checked), folder, findings).bind(file);
  }

  private Optional<Value> tree(Path path) {
    if (!Files.exists(path)) {
      findings.add(
          ConfigProblem.CONFIG_MISSING,
          Position.of(path),
          "there is no such file",
          Siblings.question(path));
      return Optional.empty();
    }
    try {
      var text = TextFiles.read(path);
      findings.source(path, List.of(text.split("\n", -1)));
      return YamlFile.parse(path, text, variables, findings);
    } catch (TextFiles.Unreadable e) {
      findings.add(
          ConfigProblem.CONFIG_UNREADABLE, Position.of(path), "the file " + e.getMessage());
      return Optional.empty();
    }
  }
}
