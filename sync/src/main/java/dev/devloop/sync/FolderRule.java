package dev.devloop.sync;

import dev.devloop.core.config.SyncRule;
import dev.devloop.files.IgnorePatterns;
import java.nio.file.Path;
import java.util.Optional;

/// A sync rule, ready to be applied.
///
/// @param to without a slash at its end: empty means the root
record FolderRule(Path from, String to, IgnorePatterns ignore) {

  static FolderRule of(SyncRule rule) {
    var to = rule.to();
    while (to.endsWith("/")) {
      to = to.substring(0, to.length() - 1);
    }
    return new FolderRule(rule.from().normalize(), to, IgnorePatterns.parse(rule.ignore()));
  }

  boolean covers(Path path) {
    return path.startsWith(from);
  }

  /// @param path one that is covered
  boolean ignores(Path path) {
    return ignore.ignores(relative(from, path));
  }

  /// @param folder one that is covered
  boolean ignoresAllOf(Path folder) {
    return ignore.ignoresAllOf(relative(from, folder));
  }

  /// @param path one that is covered
  String target(Path path) {
    var relative = relative(from, path);
    return relative.isEmpty() ? (to.isEmpty() ? "/" : to) : to + "/" + relative;
  }

  /// The host path that would go to `target`.
  Optional<Path> origin(String target) {
    if (target.equals(to) || (to.isEmpty() && target.equals("/"))) {
      return Optional.of(from);
    }
    return target.startsWith(to + "/")
        ? Optional.of(from.resolve(target.substring(to.length() + 1)))
        : Optional.empty();
  }

  /// @return with `/`; empty for the folder itself
  static String relative(Path folder, Path path) {
    if (!path.startsWith(folder)) {
      return folder.relativize(path).toString();
    }
    var text = path.toString();
    var above = folder.toString();
    // cut out of the text, which the path keeps: this is asked for each file again and again
    return text.equals(above) ? "" : text.substring(above.length() + (above.equals("/") ? 0 : 1));
  }
}
