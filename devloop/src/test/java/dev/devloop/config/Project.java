package dev.devloop.config;

import dev.devloop.core.DevloopException;
import dev.devloop.core.Problem;
import dev.devloop.core.config.DevConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A project folder of a test.
record Project(Path folder) {

  Project with(String name, String text) {
    try {
      var file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Project config(String text) {
    return with(ConfigReader.FILE, text);
  }

  DevConfig read() {
    return read(Map.of());
  }

  DevConfig read(Map<String, String> env) {
    return ConfigReader.read(folder, env);
  }

  List<Problem> problems(Map<String, String> env) {
    try {
      read(env);
      return List.of();
    } catch (DevloopException e) {
      return e.problems();
    }
  }

  List<Problem> problems() {
    return problems(Map.of());
  }
}
