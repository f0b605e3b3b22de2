package dev.devloop.engine;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.files.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The key of a recipe: 16 hex digits over all that its result depends on. It is the same that
/// `images/build --key` prints (the text is what `sha256sum` writes there), so that both share one
/// cache.
///
/// @param shared folder with lib.sh: devloop's own recipes
/// @param pins versions by name
/// @param arch `amd64` or `arm64`
/// @param ca the host's CA bundle, where there is one
record RecipeKeys(
    Path shared,
    Function<Recipe, Map<String, String>> pins,
    Function<String, Recipe> making,
    String arch,
    Optional<Path> ca) {

  /// @throws DevloopException `recipe-invalid` when a recipe needs itself
  String of(Recipe recipe) {
    return of(recipe, List.of());
  }

  private String of(Recipe recipe, List<Recipe> within) {
    if (within.contains(recipe)) {
      throw cycle(recipe);
    }
    var text = new StringBuilder();
    files(recipe.folder())
        .forEach(
            (name, file) -> text.append(Sha256.hex(file)).append("  ./").append(name).append('\n'));
    text.append(stdin(shared.resolve("lib.sh")));
    var versions = pins.apply(recipe);
    recipe
        .pins()
        .forEach(pin ->
            text.append(pin).append('=').append(versions.getOrDefault(pin, "")).append('\n'));
    var inner = Stream.concat(within.stream(), Stream.of(recipe)).toList();
    recipe.needs().forEach(need -> text.append(of(making.apply(need), inner)).append('\n'));
    text.append(arch).append('\n');
    ca.filter(_ -> recipe.ca()).ifPresent(bundle -> text.append(stdin(bundle)));
    return Sha256.hex(text.toString()).substring(0, 16);
  }

  private static DevloopException cycle(Recipe recipe) {
    return new DevloopException(
        ExitCode.USAGE,
        Problem.of(
            "recipe-invalid",
            "The recipe of " + recipe.makes() + " needs itself.",
            "",
            "Correct `needs` in " + recipe.folder().resolve(RecipeFile.NAME) + "."));
  }

  private static String stdin(Path file) {
    return Files.isReadable(file) ? Sha256.hex(file) + "  -\n" : "";
  }

  /// By relative name, in the order of the C locale.
  private static Map<String, Path> files(Path folder) {
    try (var all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .collect(
              Collectors.toMap(
                  file -> folder.relativize(file).toString().replace('\\', '/'),
                  Function.identity(),
                  (first, _) -> first,
                  TreeMap::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The lines `NAME=value` of a versions.env.
  static Map<String, String> versions(Path file) {
    if (!Files.isReadable(file)) {
      return Map.of();
    }
    try {
      return lines(Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> lines(List<String> lines) {
    return lines.stream()
        .filter(line -> line.matches("[A-Za-z_][A-Za-z0-9_]*=.*"))
        .collect(
            Collectors.toMap(
                line -> line.substring(0, line.indexOf('=')),
                line -> line.substring(line.indexOf('=') + 1).strip(),
                (_, last) -> last));
  }
}
