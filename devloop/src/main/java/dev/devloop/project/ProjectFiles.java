package dev.devloop.project;

import dev.devloop.core.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/// The folder that devloop keeps for one project, below the state folder. The project is known by
/// its configuration file, so that it is found also while that file is wrong.
///
/// @param config the configuration file, absolute and without symbolic links
/// @param folder may not exist yet
public record ProjectFiles(Path config, Path folder) {

  private static final int KEY_DIGITS = 12;

  /// The folder of a project.
  ///
  /// @param config its configuration file; need not exist
  public static ProjectFiles of(Home home, Path config) {
    var real = real(config);
    var parent = real.getParent() == null ? real : real.getParent();
    var name = String.valueOf(parent.getFileName()).replaceAll("[^A-Za-z0-9._-]", "_");
    return new ProjectFiles(real, all(home).resolve(name + "-" + key(real)));
  }

  /// The folders of all projects that there are.
  public static List<ProjectFiles> known(Home home) {
    if (!Files.isDirectory(all(home))) {
      return List.of();
    }
    try (var folders = Files.list(all(home))) {
      return folders
          .filter(f -> Files.isRegularFile(f.resolve("project")))
          .sorted()
          .map(f -> new ProjectFiles(ProjectNote.read(f.resolve("project")).config(), f))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path all(Home home) {
    return home.state().resolve("projects");
  }

  /// Who the daemon is; there while it runs, or after it was killed.
  public Path daemonFile() {
    return folder.resolve("daemon");
  }

  /// Held by whoever starts or replaces the daemon.
  public Path lockFile() {
    return folder.resolve("lock");
  }

  /// What the project is called, for `ls`.
  public Path note() {
    return folder.resolve("project");
  }

  /// How long its cluster and images took.
  public Path durations() {
    return folder.resolve("durations");
  }

  /// What its page keeps.
  public Path page() {
    return folder.resolve("page");
  }

  /// Which services were enabled or disabled at run time.
  public Path switches() {
    return folder.resolve("switches");
  }

  /// Where the project's log is kept: what its containers say, and more.
  public Path lines() {
    return folder.resolve("lines");
  }

  /// What live sync remembers.
  public Path sync() {
    return folder.resolve("sync");
  }

  /// What the daemon says of itself.
  public Path log() {
    return folder.resolve("daemon.0.log");
  }

  /// Drops what only counts while the project is somewhere: its log, and what live sync remembers.
  public void forget() throws IOException {
    for (var gone : List.of(lines(), sync())) {
      if (Files.isDirectory(gone)) {
        delete(gone);
      }
    }
    Files.deleteIfExists(note());
  }

  private static void delete(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException _) {
      return file.toAbsolutePath().normalize();
    }
  }

  private static String key(Path path) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256")
              .digest(path.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, KEY_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
