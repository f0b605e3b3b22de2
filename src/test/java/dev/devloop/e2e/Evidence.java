package dev.devloop.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/// What one wants to see when a test has failed.
final class Evidence {

  private static final int LOG_LINES = 60;

  private Evidence() {}

  static void print(String test, Project project) {
    section(
        test + ": " + project.name() + ", " + Project.CONFIG, () -> project.read(Project.CONFIG));
    section("status", () -> project.devloop("status", "--json").all());
    section("logs", () -> project.devloop("logs", "--tail", "20").all());
    if (project.sandbox().docker().state(Docker.node(project.cluster())).equals("running")) {
      section("objects", () -> project.kubectl().run("get", "all,ingress,pvc", "-o", "wide").all());
      section("pods", () -> project.kubectl().run("describe", "pods").all());
    }
    for (var log : project.sandbox().daemonLogs()) {
      section(log.toString(), () -> tail(log));
    }
  }

  private static void section(String title, Supplier<String> text) {
    System.err.println("---- " + title);
    try {
      System.err.println(text.get());
    } catch (AssertionError | RuntimeException e) {
      System.err.println("(not to be had: " + e.getMessage() + ")");
    }
  }

  private static String tail(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
