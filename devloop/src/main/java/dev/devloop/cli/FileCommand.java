package dev.devloop.cli;

import java.nio.file.Path;
import java.util.Optional;

/// A command on one project that knows `-f FILE` also behind its name.
abstract class FileCommand extends ProjectCommand {

  private final Value<Path> file = value(Path.class, Main.fileOption("-f", "--file"));

  FileCommand(String name, String... description) {
    super(name, description);
  }

  @Override
  final Optional<Path> ownFile() {
    return file.given();
  }
}
