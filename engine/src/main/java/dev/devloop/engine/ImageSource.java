package dev.devloop.engine;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.core.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// Makes images available in the engine: what it has, then their registry with the user's
/// credentials and mirrors, then a recipe.
public final class ImageSource {

  /// The images that are there.
  interface Local {
    Optional<EngineImage> find(String reference);
  }

  /// The registries.
  interface Registry {
    boolean reachable(String host);

    Pull pull(String reference, Progress progress);
  }

  /// The recipes.
  interface StandIns {
    Optional<Recipe> find(String reference);

    Optional<Recipe> nearest(String reference);

    String key(Recipe recipe);

    LocalImage provide(Recipe recipe, Progress progress);
  }

  private final Local local;
  private final Registry registry;
  private final StandIns standIns;
  private final ConcurrentHashMap<String, ReentrantLock> asked = new ConcurrentHashMap<>();

  ImageSource(Local local, Registry registry, StandIns standIns) {
    this.local = local;
    this.registry = registry;
    this.standIns = standIns;
  }

  /// Asks the engine for its mirrors and proxies.
  public static ImageSource of(Engine engine, Recipes recipes) {
    return new ImageSource(
        engine.images()::find,
        new EngineRegistry(engine),
        new StandIns() {
          @Override
          public Optional<Recipe> find(String reference) {
            return recipes.find(reference);
          }

          @Override
          public Optional<Recipe> nearest(String reference) {
            return recipes.nearest(reference);
          }

          @Override
          public String key(Recipe recipe) {
            return recipes.key(recipe);
          }

          @Override
          public LocalImage provide(Recipe recipe, Progress progress) {
            return recipes.provide(engine, recipe, progress);
          }
        });
  }

  /// Returns when the engine has the image. Two calls for the same reference do it once. A stand-in
  /// of an older recipe counts as missing. What a reachable registry does not have is still made by
  /// a recipe when there is one for just this reference.
  ///
  /// @throws DevloopException `image-not-found` when its registry says so, `image-unavailable` when
  ///   no registry can be reached and there is no recipe
  public LocalImage obtain(String reference, Progress progress) {
    var lock = asked.computeIfAbsent(reference, _ -> new ReentrantLock());
    lock.lock();
    try {
      var recipe = standIns.find(reference);
      var here = local.find(reference).filter(image -> !outdated(image, recipe));
      return here.isPresent()
          ? new LocalImage(here.get().id(), reference, LocalImage.Origin.ENGINE)
          : fetch(reference, recipe, progress);
    } finally {
      lock.unlock();
    }
  }

  /// An image from a registry has no such label; one that was built here on a stand-in has its
  /// label, but no recipe.
  private boolean outdated(EngineImage image, Optional<Recipe> recipe) {
    var key = image.labels().get(Recipes.LABEL);
    return key != null && recipe.isPresent() && !key.equals(standIns.key(recipe.get()));
  }

  private LocalImage fetch(String reference, Optional<Recipe> recipe, Progress progress) {
    var pull = pull(reference, progress);
    if (pull.outcome() == Pull.Outcome.DONE) {
      var image = local.find(reference).orElseThrow(() -> unavailable(reference, pull));
      return new LocalImage(image.id(), reference, LocalImage.Origin.REGISTRY);
    }
    if (recipe.isPresent()) {
      return standIns.provide(recipe.get(), progress);
    }
    throw pull.outcome() == Pull.Outcome.NOT_FOUND
        ? notFound(reference, pull)
        : unavailable(reference, pull);
  }

  private Pull pull(String reference, Progress progress) {
    var host = Reference.parse(reference).host();
    if (!registry.reachable(host)) {
      return new Pull(Pull.Outcome.UNREACHABLE, List.of("no connection to " + host));
    }
    progress.step("pull " + reference);
    return registry.pull(reference, progress);
  }

  private static DevloopException notFound(String reference, Pull pull) {
    return new DevloopException(
        ExitCode.SERVICE,
        Problem.of(
                "image-not-found",
                "There is no image " + reference + ".",
                "Its name or tag is misspelt, or it is private and you are not logged in.",
                "Correct the name, or run `docker login "
                    + Reference.parse(reference).host()
                    + "`, then run devloop again.")
            .withEvidence(pull.evidence()));
  }

  private DevloopException unavailable(String reference, Pull pull) {
    var nearest = standIns.nearest(reference).map(Recipe::makes);
    var evidence = new ArrayList<>(pull.evidence());
    nearest.ifPresent(name -> evidence.add("nearest recipe: " + name));
    return new DevloopException(
        ExitCode.SERVICE,
        Problem.of(
                "image-unavailable",
                "The image " + reference + " is not to be had.",
                "The registry "
                    + Reference.parse(reference).host()
                    + " cannot be reached, and no recipe makes this image.",
                nearest
                        .map(name -> "Use " + name + ", the nearest one with a recipe. Or a")
                        .orElse("A")
                    + "dd a folder with a recipe for "
                    + reference
                    + " and name it under `recipes` in dev-config.yaml; images/README.md tells how.")
            .withEvidence(evidence));
  }
}
