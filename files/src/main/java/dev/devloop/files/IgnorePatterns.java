package dev.devloop.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A .dockerignore file, matched as the docker CLI and BuildKit do it: the last line that matches a
/// path or one of its folders decides, `!` lets in again.
public final class IgnorePatterns {

  private final List<Line> lines;

  private IgnorePatterns(List<Line> lines) {
    this.lines = lines;
  }

  /// @param keep whether it began with `!`
  private record Line(IgnorePattern pattern, boolean keep) {}

  /// The ignore file that a build reads: `Dockerfile.dockerignore` beside the Dockerfile when there
  /// is one, else the context's own. It need not exist.
  public static Path file(Path context, Path dockerfile) {
    var special = dockerfile.resolveSibling(dockerfile.getFileName() + ".dockerignore");
    return Files.isRegularFile(special) ? special : context.resolve(".dockerignore");
  }

  /// The patterns of [#file].
  ///
  /// @throws UncheckedIOException it cannot be read
  public static IgnorePatterns of(Path context, Path dockerfile) {
    return read(file(context, dockerfile));
  }

  /// @param file none ignores nothing
  /// @throws UncheckedIOException it cannot be read
  public static IgnorePatterns read(Path file) {
    try {
      return parse(
          Files.isRegularFile(file)
              ? Files.readString(file, StandardCharsets.UTF_8).lines().toList()
              : List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @param text lines of an ignore file
  public static IgnorePatterns parse(List<String> text) {
    var lines = new ArrayList<Line>();
    for (var raw : text) {
      var line = lines.isEmpty() && raw.startsWith("\uFEFF") ? raw.substring(1) : raw;
      // only a # in the first column begins a comment
      var stripped = line.startsWith("#") ? "" : line.strip();
      var keep = stripped.startsWith("!");
      var cleaned = clean(keep ? stripped.substring(1).strip() : stripped);
      if (!cleaned.isEmpty()) {
        lines.add(new Line(IgnorePattern.of(cleaned), keep));
      }
    }
    return new IgnorePatterns(lines);
  }

  /// As Go's filepath.Clean does, with a leading slash gone: all paths are relative.
  private static String clean(String pattern) {
    var parts = new ArrayList<String>();
    var rooted = pattern.startsWith("/");
    for (var part : pattern.split("/", -1)) {
      if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
        parts.removeLast();
      } else if (part.equals("..") ? !rooted : !part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return String.join("/", parts);
  }

  /// @param path relative, with `/`
  public boolean ignores(String path) {
    var ignored = false;
    for (var line : lines) {
      // a line that would change nothing need not be matched
      if (line.keep() == ignored && matches(line.pattern(), path)) {
        ignored = !line.keep();
      }
    }
    return ignored;
  }

  private static boolean matches(IgnorePattern pattern, String path) {
    for (var end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
      if (pattern.matches(path.substring(0, end))) {
        return true;
      }
    }
    return false;
  }

  /// Whether nothing below an ignored folder can come in again.
  ///
  /// @param folder relative, with `/`
  public boolean ignoresAllOf(String folder) {
    return ignores(folder)
        && lines.stream()
            .filter(Line::keep)
            .noneMatch(
                line -> line.pattern().isWild() || line.pattern().text().startsWith(folder + "/"));
  }

  /// Whether a path, or a folder around it, stands here as it is, without a wildcard.
  ///
  /// @param path relative, with `/`
  public boolean names(String path) {
    return lines.stream().anyMatch(line -> isName(line) && within(path, line.pattern().text()));
  }

  /// Whether [#names] holds for anything in a folder.
  ///
  /// @param folder relative, with `/`
  public boolean namesIn(String folder) {
    return names(folder)
        || lines.stream().anyMatch(line -> isName(line) && within(line.pattern().text(), folder));
  }

  private static boolean isName(Line line) {
    return !line.keep() && !line.pattern().isWild();
  }

  private static boolean within(String path, String folder) {
    return path.equals(folder) || path.startsWith(folder + "/");
  }
}
