package dev.devloop.engine;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads recipe.yaml.
final class RecipeFile {

  static final String NAME = "recipe.yaml";

  private static final Set<String> KEYS =
      Set.of("image", "tool", "needs", "hostTools", "pins", "ca", "minutes");

  private RecipeFile() {}

  /// @throws DevloopException `recipe-invalid`
  static Recipe read(Path folder) {
    var file = folder.resolve(NAME);
    if (!(load(file, text(folder)) instanceof Map<?, ?> map)) {
      throw invalid(file, "it is not a list of `key: value` lines");
    }
    var unknown = new TreeSet<String>();
    map.keySet().forEach(key -> unknown.add(String.valueOf(key)));
    unknown.removeAll(KEYS);
    if (!unknown.isEmpty()) {
      throw invalid(file, "it has unknown keys: " + String.join(", ", unknown));
    }
    var image = text(map.get("image"));
    var tool = text(map.get("tool"));
    if (image.isPresent() == tool.isPresent()) {
      throw invalid(file, "it must have one of `image` and `tool`");
    }
    return new Recipe(
        folder,
        image,
        tool,
        words(map.get("needs")),
        words(map.get("hostTools")),
        words(map.get("pins")),
        Boolean.TRUE.equals(map.get("ca")),
        map.get("minutes") instanceof Number minutes ? minutes.doubleValue() : 1);
  }

  /// As it stands there.
  ///
  /// @throws DevloopException `recipe-invalid`
  static String text(Path folder) {
    var file = folder.resolve(NAME);
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw invalid(file, String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable Object load(Path file, String text) {
    try {
      return new Load(LoadSettings.builder().setLabel(file.toString()).build())
          .loadFromString(text);
    } catch (YamlEngineException e) {
      throw invalid(file, String.valueOf(e.getMessage()));
    }
  }

  private static Optional<String> text(@Nullable Object value) {
    return Optional.ofNullable(value).map(String::valueOf).filter(word -> !word.isBlank());
  }

  private static List<String> words(@Nullable Object value) {
    return value instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }

  private static DevloopException invalid(Path file, String why) {
    return new DevloopException(
        ExitCode.USAGE,
        Problem.of(
            "recipe-invalid",
            "The recipe " + file + " cannot be used: " + why + ".",
            "",
            "images/README.md of devloop says what a recipe holds."));
  }
}
