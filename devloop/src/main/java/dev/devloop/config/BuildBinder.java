package dev.devloop.config;

import dev.devloop.config.Value.Scalar;
import dev.devloop.core.config.BuildConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Checks what is built: context, Dockerfile, target.
final class BuildBinder {

  private final String path;
  private final ProjectPaths paths;
  private final Findings findings;

  BuildBinder(String path, ProjectPaths paths, Findings findings) {
    this.path = path;
    this.paths = paths;
    this.findings = findings;
  }

  Optional<BuildConfig> bind(Optional<View> section) {
    return section.flatMap(this::bind);
  }

  private Optional<BuildConfig> bind(View view) {
    var context =
        view.scalar("context")
            .flatMap(text -> paths.inside(text, paths.folder(), path + ".context"));
    if (context.isEmpty()) {
      return Optional.empty();
    }
    view.scalar("context")
        .ifPresent(text ->
            paths.mustBeFolder(
                context.get(), text, ConfigProblem.CONTEXT_MISSING, path + ".context"));
    var dockerfile = dockerfile(view, context.get());
    view.scalar("target").ifPresent(target -> dockerfile.ifPresent(file -> target(target, file)));
    return Optional.of(
        new BuildConfig(
            context.get(),
            dockerfile.orElse(context.get()),
            view.text("target"),
            view.map("args")));
  }

  private Optional<Path> dockerfile(View view, Path context) {
    var text = view.scalar("dockerfile");
    var file = text.flatMap(name -> paths.inside(name, context, path + ".dockerfile"));
    // one message is enough when the whole folder is not there
    if (file.isPresent() && Files.isDirectory(context)) {
      paths.mustBeFile(
          file.get(), text.get(), ConfigProblem.DOCKERFILE_MISSING, path + ".dockerfile");
    }
    return file;
  }

  private void target(Scalar target, Path file) {
    try {
      var dockerfile = Dockerfile.parse(TextFiles.read(file));
      if (!dockerfile.hasTarget(target.text())) {
        var known = dockerfile.targets();
        var near = Nearest.question(target.text(), known);
        findings.add(
            ConfigProblem.TARGET_UNKNOWN,
            target.position(),
            "`" + path + ".target`: the Dockerfile has no stage `" + target.text() + "`",
            near.isEmpty() && !known.isEmpty()
                ? "its stages are: " + String.join(", ", known)
                : near);
      }
    } catch (TextFiles.Unreadable _) {
      // missing ones are reported already; what is wrong with another one the builder says
    }
  }
}
