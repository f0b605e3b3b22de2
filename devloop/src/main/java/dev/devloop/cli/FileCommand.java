package dev.devloop.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// A command on one project that knows `-f FILE` also behind its name.
abstract class FileCommand extends ProjectCommand {

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Use this file instead of dev-config.yaml.")
  private Optional<Path> file = Optional.empty();

  @Override
  final Optional<Path> ownFile() {
    return file;
  }
}
