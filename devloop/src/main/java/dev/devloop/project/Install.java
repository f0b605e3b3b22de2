package dev.devloop.project;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where this devloop is installed: a checkout, with what was built from it.
///
/// @param root holds `images/` and `bin/`
/// @param dist the jars and the AOT caches
public record Install(Path root, Path dist) {

  /// Nothing here has a screen; a terminal that does not answer is not waited for.
  private static final List<String> PROPERTIES =
      List.of(
          "-Djava.awt.headless=true",
          "-Dorg.jline.terminal.graphemeCluster=false",
          "-Dorg.jline.terminal.probe.timeout=1");

  /// As the launcher says it.
  ///
  /// @throws IllegalStateException when it was not started by `bin/devloop`
  public static Install current() {
    var root = System.getProperty("devloop.install", "");
    var dist = System.getProperty("devloop.dist", "");
    if (root.isEmpty() || dist.isEmpty()) {
      throw new IllegalStateException("start devloop by bin/devloop");
    }
    return new Install(Path.of(root), Path.of(dist));
  }

  /// The command line of another process of devloop with everything on its class path.
  ///
  /// @param cache name of the AOT cache in `dist`; it is left out when it is not there, since the
  ///   JVM complains about that on stdout
  public List<String> java(String cache, List<String> options, String mainClass) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+UseCompactObjectHeaders"));
    // of libraries that are not ours: native access of jline, Unsafe of others
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    var aot = dist.resolve(cache);
    if (Files.isRegularFile(aot)) {
      // mapped where it was made for: relocating it would touch and so keep all of its pages
      command.addAll(
          List.of(
              "-XX:AOTCache=" + aot,
              "-XX:+UnlockDiagnosticVMOptions",
              "-XX:ArchiveRelocationMode=0",
              "-Xlog:disable"));
    }
    command.addAll(PROPERTIES);
    command.add("-Ddevloop.install=" + root);
    command.add("-Ddevloop.dist=" + dist);
    command.add("-Ddevloop.version=" + Version.current());
    command.addAll(List.of("-cp", classPath(), mainClass));
    return command;
  }

  /// The order is part of the AOT cache: the launcher writes it at build time.
  private String classPath() {
    try {
      return Files.readString(dist.resolve("classpath")).strip();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
