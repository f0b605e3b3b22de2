package dev.devloop.engine;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Home;
import dev.devloop.core.Problem;
import dev.devloop.core.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Builds images from Dockerfiles: with buildx where there is one, else with the classic builder.
/// May be used by several threads at once.
public final class ImageBuilder {

  /// On each image that was built: the key of its inputs, which is its tag too.
  public static final String INPUTS = "dev.devloop.inputs";

  /// A first `npm ci` on a slow line, with room: longer is a hang.
  private static final Duration LONGEST = Duration.ofMinutes(60);

  private final Path hashes;
  private final Engine engine;
  private final ImageSource source;
  private final Recipes recipes;
  private Optional<Builder> builder = Optional.empty();

  private ImageBuilder(Home home, Engine engine, ImageSource source, Recipes recipes) {
    this.hashes = home.cache().resolve("hashes");
    this.engine = engine;
    this.source = source;
    this.recipes = recipes;
  }

  /// Nothing is asked of the engine yet.
  public static ImageBuilder of(Home home, Engine engine, ImageSource source, Recipes recipes) {
    return new ImageBuilder(home, engine, source, recipes);
  }

  /// Builds the image unless the engine has it under the key of the same inputs (Dockerfile,
  /// target, arguments, labels, files of the context that no .dockerignore leaves out, base images)
  /// and nothing fresh is wanted.
  ///
  /// @throws DevloopException exit SERVICE: `build-failed` with the failing step and its last 20
  ///   lines; `dockerfile-missing`; `context-unreadable`; what [ImageSource#obtain] throws for a
  ///   base image
  public BuiltImage build(BuildRequest request, Progress progress) {
    var inputs = BuildInputs.read(request.build(), hashes);
    var key = key(request, inputs, progress);
    var reference = request.repository() + ":" + key;
    var there = engine.images().find(reference);
    if (there.isPresent() && !request.fresh()) {
      return new BuiltImage(reference, there.get().id(), key, inputs.files().keySet(), true);
    }
    run(request, key, reference, progress);
    var built = engine.images().find(reference).orElseThrow(() -> vanished(reference));
    there
        .filter(old -> !old.id().equals(built.id()))
        .ifPresent(old -> removeUnpushed(old, reference));
    // what came or went while the builder read may be in the image or not
    var files = new HashSet<>(inputs.files().keySet());
    files.addAll(BuildInputs.read(request.build(), hashes).files().keySet());
    return new BuiltImage(reference, built.id(), key, files, false);
  }

  /// An image that a build from nothing has replaced before it was pushed has no name left by which
  /// [ImageStore#prune] could know it.
  private void removeUnpushed(EngineImage old, String reference) {
    if (old.tags().equals(List.of(reference)) && old.digests().isEmpty()) {
      engine.images().remove(old.id());
    }
  }

  /// The key of the inputs alone; base images are obtained for it.
  public String inputsKey(BuildRequest request, Progress progress) {
    return key(request, BuildInputs.read(request.build(), hashes), progress);
  }

  private String key(BuildRequest request, BuildInputs inputs, Progress progress) {
    var bases = inputs.bases().stream().map(base -> source.obtain(base, progress).id()).toList();
    return inputs.key(request, bases);
  }

  private void run(BuildRequest request, String key, String reference, Progress progress) {
    var output = new BuildOutput("build " + request.repository(), progress);
    progress.step("build " + request.repository());
    var labels = new HashMap<>(request.labels());
    labels.put(INPUTS, key);
    var result =
        builder(progress).command(engine, request, reference, labels).run(output::line, LONGEST);
    if (!result.ok()) {
      throw failed(request, output);
    }
  }

  /// Found out at the first build: not for each, since it takes a process.
  private synchronized Builder builder(Progress progress) {
    if (builder.isEmpty()) {
      builder = Optional.of(Builder.choose(engine, recipes, progress));
    }
    return builder.get();
  }

  private static DevloopException failed(BuildRequest request, BuildOutput output) {
    var step = output.failedStep();
    return new DevloopException(
        ExitCode.SERVICE,
        Problem.of(
                "build-failed",
                "The image of "
                    + request.repository()
                    + " could not be built"
                    + (step.isEmpty() ? "." : ": " + step + " failed."),
                "A command in " + request.build().dockerfile() + " ended with an error.",
                "The lines below tell which; correct it and save: the build runs again.")
            .withEvidence(output.evidence()));
  }

  private static DevloopException vanished(String reference) {
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
            "build-failed",
            "The build of " + reference + " ended well, but the engine does not have the image.",
            "Somebody removed it just now, or the builder keeps its images elsewhere.",
            "Run devloop again; `docker buildx ls` shows the builders."),
        new IllegalStateException(List.of(reference).toString()));
  }
}
