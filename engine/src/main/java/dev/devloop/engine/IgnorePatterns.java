package dev.devloop.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A .dockerignore file, matched as the docker CLI and BuildKit do it: Go's patterns and `**`, the
/// last line that matches a path or one of its folders decides, `!` lets in again. (docker-java's
/// matcher does not know that `**/` may match nothing and that a leading slash means nothing.)
///
/// @param lines in the order of the file
record IgnorePatterns(List<Line> lines) {

  /// @param text the cleaned pattern, without `!`
  /// @param keep whether it began with `!`
  record Line(String text, Pattern pattern, boolean keep) {}

  /// `Dockerfile.dockerignore` beside the Dockerfile when there is one, else the context's own.
  static IgnorePatterns of(Path context, Path dockerfile) {
    var special = dockerfile.resolveSibling(dockerfile.getFileName() + ".dockerignore");
    var file = Files.isRegularFile(special) ? special : context.resolve(".dockerignore");
    try {
      return parse(Files.isRegularFile(file) ? Files.readAllLines(file) : List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static IgnorePatterns parse(List<String> text) {
    var lines = new ArrayList<Line>();
    for (var raw : text) {
      var stripped = raw.strip();
      if (stripped.isEmpty() || stripped.startsWith("#")) {
        continue;
      }
      var keep = stripped.startsWith("!");
      var cleaned = clean(keep ? stripped.substring(1).strip() : stripped);
      if (!cleaned.isEmpty()) {
        lines.add(new Line(cleaned, Pattern.compile(regex(cleaned)), keep));
      }
    }
    return new IgnorePatterns(lines);
  }

  /// As Go's filepath.Clean does, with the leading slash gone: all paths are relative.
  private static String clean(String pattern) {
    var path = Path.of("/").resolve(pattern).normalize().toString();
    return path.substring(1);
  }

  /// @param path relative, with `/`
  boolean ignores(String path) {
    var ignored = false;
    for (var line : lines) {
      // a line that would change nothing need not be matched
      if (line.keep() == ignored && matches(line.pattern(), path)) {
        ignored = !line.keep();
      }
    }
    return ignored;
  }

  private static boolean matches(Pattern pattern, String path) {
    for (var end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
      if (pattern.matcher(path).region(0, end).matches()) {
        return true;
      }
    }
    return false;
  }

  /// Whether nothing below an ignored folder can come in again.
  boolean ignoresAllOf(String folder) {
    return ignores(folder)
        && lines.stream()
            .filter(Line::keep)
            .noneMatch(line ->
                line.text().startsWith(folder + "/") || line.text().matches(".*[*?\\[\\\\].*"));
  }

  private static String regex(String pattern) {
    var regex = new StringBuilder();
    for (var i = 0; i < pattern.length(); i++) {
      var c = pattern.charAt(i);
      if (pattern.startsWith("**", i)) {
        i++;
        if (pattern.startsWith("/", i + 1)) {
          i++;
          regex.append("(.*/)?");
        } else {
          regex.append(".*");
        }
      } else if (c == '[' && pattern.indexOf(']', i + 1) > i) {
        var end = pattern.indexOf(']', i + 1);
        regex.append('[').append(pattern, i + 1, end).append(']');
        i = end;
      } else {
        i += c == '\\' && i + 1 < pattern.length() ? 1 : 0;
        regex.append(
            switch (c) {
              case '*' -> "[^/]*";
              case '?' -> "[^/]";
              default -> Pattern.quote(pattern.substring(i, i + 1));
            });
      }
    }
    return regex.toString();
  }
}
