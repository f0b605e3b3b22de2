package dev.devloop.engine;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Home;
import dev.devloop.core.Problem;
import dev.devloop.core.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The recipes of devloop and of a project: images and tools for where no registry can be reached.
/// Results are kept below the cache folder under a key of their inputs.
public final class Recipes {

  /// On each image that a recipe made: the key of its inputs.
  public static final String LABEL = "dev.devloop.recipe";

  private final List<Path> folders;
  private final HostTools tools;
  private final RecipeKeys keys;
  private final RecipeCache cache;

  private Recipes(Map<String, String> env, Home home, List<Path> folders) {
    this.folders = List.copyOf(folders);
    this.tools = HostTools.of(env);
    this.keys =
        new RecipeKeys(folders.getLast(), this::versions, this::making, arch(), HostCa.bundle());
    this.cache = new RecipeCache(home.cache().resolve("recipes"));
  }

  /// @param env the environment of the process
  /// @param folders recipe folders, the first one that has a recipe for a reference counts: those
  ///   of the project, then devloop's own `images/`
  public static Recipes of(Map<String, String> env, Home home, List<Path> folders) {
    return new Recipes(env, home, folders);
  }

  /// All of them, those of the project first.
  ///
  /// @throws DevloopException `recipe-invalid`
  public List<Recipe> all() {
    return naming("").toList();
  }

  /// Those whose file has a word in it: to read a file takes a hundredth of the time of parsing it.
  private Stream<Recipe> naming(String word) {
    return folders.stream()
        .flatMap(Recipes::in)
        .filter(folder -> RecipeFile.text(folder).contains(word))
        .map(RecipeFile::read);
  }

  private static Stream<Path> in(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (var entries = Files.list(folder)) {
      return entries
          .filter(entry -> Files.isRegularFile(entry.resolve(RecipeFile.NAME)))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The recipe that makes an image. `valkey/valkey:8` and `docker.io/valkey/valkey:8` are the
  /// same.
  public Optional<Recipe> find(String reference) {
    var wanted = Reference.parse(reference);
    return naming(wanted.path().substring(wanted.path().lastIndexOf('/') + 1))
        .filter(recipe -> recipe.image().map(Reference::parse).filter(wanted::equals).isPresent())
        .findFirst();
  }

  private Recipe making(String reference) {
    return find(reference)
        .orElseThrow(() ->
            new DevloopException(
                ExitCode.PLATFORM,
                Problem.of(
                    "recipe-invalid",
                    "A recipe needs " + reference + ", which no recipe makes.",
                    "",
                    "Add a recipe for it, or correct `needs` of the recipe that wants it.")));
  }

  /// The key of a recipe's inputs: a stand-in with another one in its label is out of date.
  public String key(Recipe recipe) {
    return keys.of(recipe);
  }

  /// Makes an image available in the engine: there already under its current key, from the cache,
  /// or built, with the images that it needs first.
  ///
  /// @throws DevloopException `recipe-failed` with its last 30 lines; its work folder is kept
  public LocalImage provide(Engine engine, Recipe recipe, Progress progress) {
    var reference = recipe.image().orElseThrow();
    var key = key(recipe);
    var had = engine.images().find(reference);
    if (had.filter(image -> key.equals(image.labels().get(LABEL))).isPresent()) {
      return new LocalImage(had.get().id(), reference, LocalImage.Origin.RECIPE);
    }
    try (var _ = cache.lock(recipe, () -> progress.line("another devloop builds " + reference))) {
      var tar = cache.image(recipe, key);
      if (Files.exists(tar)) {
        progress.step("load " + reference + " from the cache");
        engine.images().load(tar);
      } else {
        build(engine, recipe, key, progress);
        cache.keep(engine.images(), reference, tar);
      }
      var made = engine.images().find(reference).orElseThrow(() -> notMade(recipe));
      // the one before lost its name to the new one
      had.filter(old -> !old.id().equals(made.id()))
          .ifPresent(old -> engine.images().remove(old.id()));
      return new LocalImage(made.id(), reference, LocalImage.Origin.RECIPE);
    }
  }

  private void build(Engine engine, Recipe recipe, String key, Progress progress) {
    checkHostTools(recipe);
    recipe.needs().forEach(need -> provide(engine, making(need), progress));
    run(recipe, key, engine.address().environment(), progress);
  }

  private void run(Recipe recipe, String key, Map<String, String> engine, Progress progress) {
    var all = new HashMap<>(versions(recipe));
    all.putAll(engine);
    all.put("PATH", tools.path());
    all.put("DEVLOOP_ARCH", arch());
    all.put("DEVLOOP_CA", HostCa.bundle().map(Path::toString).orElse(""));
    all.put("DEVLOOP_RECIPES", folders.getLast().toString());
    var begun = System.nanoTime();
    new RecipeRun(recipe, key, all, cache.work(recipe), cache.expected(recipe)).run(progress);
    cache.took(recipe, System.nanoTime() - begun);
  }

  /// Whether a recipe makes this tool.
  public boolean makes(String tool) {
    return naming(tool).anyMatch(recipe -> recipe.tool().equals(Optional.of(tool)));
  }

  /// A tool that needs no image: `kind`, `devloop-runc`. From the PATH when its version fits, else
  /// built by its recipe.
  ///
  /// @return an executable file
  /// @throws DevloopException `tool-missing` or `recipe-failed`
  public Path tool(String name, Progress progress) {
    var installed = InstalledTools.find(name, tools);
    return installed.isPresent() ? installed.get() : made(name, Map.of(), List.of(), progress);
  }

  /// A tool whose recipe may need images: `docker-buildx`.
  ///
  /// @return an executable file
  /// @throws DevloopException `tool-missing` or `recipe-failed`
  public Path tool(Engine engine, String name, Progress progress) {
    var installed = InstalledTools.find(name, tools);
    return installed.isPresent()
        ? installed.get()
        : made(name, engine.address().environment(), List.of(engine), progress);
  }

  private Path made(
      String name, Map<String, String> address, List<Engine> engine, Progress progress) {
    var recipe =
        naming(name)
            .filter(r -> r.tool().equals(Optional.of(name)))
            .findFirst()
            .orElseThrow(() -> toolMissing(name));
    var key = key(recipe);
    try (var _ = cache.lock(recipe, () -> progress.line("another devloop builds " + name))) {
      var file = cache.tool(recipe, key);
      if (!Files.isExecutable(file)) {
        checkHostTools(recipe);
        engine.forEach(
            door -> recipe.needs().forEach(need -> provide(door, making(need), progress)));
        run(recipe, key, address, progress);
        cache.keep(cache.work(recipe).resolve(name), file);
      }
      return file;
    }
  }

  /// Programs that recipes without a result in the cache want of this host and that it lacks.
  public List<String> missingHostTools() {
    return all().stream()
        .filter(recipe -> !recipe.hostTools().stream().allMatch(tools::has))
        .filter(recipe -> !cache.has(recipe, key(recipe)))
        .flatMap(recipe -> recipe.hostTools().stream())
        .filter(program -> !tools.has(program))
        .distinct()
        .sorted()
        .toList();
  }

  private void checkHostTools(Recipe recipe) {
    var missing = recipe.hostTools().stream().filter(program -> !tools.has(program)).toList();
    if (!missing.isEmpty()) {
      throw new DevloopException(
          ExitCode.PLATFORM,
          Problem.of(
              "tool-missing",
              "The recipe of " + recipe.makes() + " needs " + String.join(", ", missing) + ".",
              "No registry has " + recipe.makes() + " and these programs are not on the PATH.",
              "Install them, for example: apt-get install " + String.join(" ", missing)));
    }
  }

  /// The recipe whose name is most like that of an image without one.
  public Optional<Recipe> nearest(String reference) {
    var wanted = Reference.parse(reference);
    return all().stream()
        .filter(recipe -> recipe.image().isPresent())
        .min(
            Comparator.comparingInt(
                recipe -> wanted.distance(Reference.parse(recipe.image().orElseThrow()))));
  }

  /// Forgets all results (`devloop clean --cache`); those in use by a running build stay.
  ///
  /// @return bytes freed
  public long clean() {
    return cache.clean();
  }

  /// A project's recipes may pin versions of their own and use devloop's.
  private Map<String, String> versions(Recipe recipe) {
    var all = new HashMap<>(RecipeKeys.versions(folders.getLast().resolve("versions.env")));
    var own = recipe.folder().getParent();
    if (own != null) {
      all.putAll(RecipeKeys.versions(own.resolve("versions.env")));
    }
    return all;
  }

  private static String arch() {
    return switch (System.getProperty("os.arch", "")) {
      case "aarch64", "arm64" -> "arm64";
      default -> "amd64";
    };
  }

  private static DevloopException notMade(Recipe recipe) {
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
            "recipe-failed",
            "The recipe " + recipe.folder() + " ended well, but made no " + recipe.makes() + ".",
            "It tags its image with another name than DEVLOOP_IMAGE.",
            "Correct its build.sh."));
  }

  private static DevloopException toolMissing(String name) {
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
            "tool-missing",
            "devloop needs " + name + ", which is not installed.",
            "There is no recipe that makes it either.",
            "Install " + name + " and put it on the PATH."));
  }
}
