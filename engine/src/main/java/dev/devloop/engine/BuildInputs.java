package dev.devloop.engine;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.core.config.BuildConfig;
import dev.devloop.files.FileHashes;
import dev.devloop.files.IgnorePatterns;
import dev.devloop.files.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// All that a build reads.
///
/// @param dockerfile its text
/// @param files as of [ContextFiles]
/// @param bases images that it needs
record BuildInputs(String dockerfile, Map<String, String> files, Set<String> bases) {

  /// @param hashes folder where hashes of files are kept
  /// @throws DevloopException exit SERVICE: `dockerfile-missing`, `context-unreadable`
  static BuildInputs read(BuildConfig build, Path hashes) {
    if (!Files.isRegularFile(build.dockerfile())) {
      throw missing(build.dockerfile());
    }
    try {
      var text = Files.readString(build.dockerfile());
      var store =
          FileHashes.open(
              hashes.resolve(Sha256.hex(build.context().toString()).substring(0, 16)),
              BuildInputs::now);
      var files =
          ContextFiles.of(
              build.context(), IgnorePatterns.of(build.context(), build.dockerfile()), store);
      store.save();
      return new BuildInputs(
          text, files, Dockerfile.parse(text).images(build.args(), build.target()));
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(build.context(), e);
    }
  }

  private static long now() {
    var now = Instant.now();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }

  /// 16 hex digits: enough for the few hundred images of a project, short enough for a tag.
  ///
  /// @param baseIds ids of the base images: a new base makes a new image
  String key(BuildRequest request, List<String> baseIds) {
    var text = new StringBuilder("1\n").append(Sha256.hex(dockerfile)).append('\n');
    var build = request.build();
    text.append(build.target().orElse("")).append('\n');
    new TreeMap<>(build.args())
        .forEach((name, value) -> line(text, "arg", name, Sha256.hex(value)));
    new TreeMap<>(request.labels()).forEach((name, value) -> line(text, "label", name, value));
    baseIds.forEach(id -> line(text, "base", "", id));
    files.forEach((name, state) -> line(text, "file", name, state));
    return Sha256.hex(text.toString()).substring(0, 16);
  }

  private static void line(StringBuilder text, String kind, String name, String state) {
    text.append(kind).append('\0').append(name).append('\0').append(state).append('\n');
  }

  private static DevloopException missing(Path dockerfile) {
    return new DevloopException(
        ExitCode.SERVICE,
        Problem.of(
            "dockerfile-missing",
            "There is no Dockerfile " + dockerfile + ".",
            "`build.dockerfile` in dev-config.yaml names it; without it it is `Dockerfile` in"
                + " `build.context`.",
            "Write it, or correct the path."));
  }

  private static DevloopException unreadable(Path context, Exception e) {
    return new DevloopException(
        ExitCode.SERVICE,
        Problem.of(
                "context-unreadable",
                "Files of the build context " + context + " cannot be read.",
                "They belong to another user, or were removed just now.",
                "Make them readable, or name them in .dockerignore.")
            .withEvidence(List.of(e.toString())),
        e);
  }
}
