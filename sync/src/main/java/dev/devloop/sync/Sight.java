package dev.devloop.sync;

import dev.devloop.files.FileStat;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What the host has for a path of a container, at one moment.
///
/// @param target path in the container
/// @param host where it comes from
/// @param about the file, folder or link
record Sight(String target, Path host, FileStat about) {

  /// @return empty when the host has nothing for it
  /// @throws AccessDeniedException it cannot be known
  static Optional<Sight> of(ServiceRules rules, String target) throws AccessDeniedException {
    for (var origin : rules.origins(target)) {
      try {
        if (isBehindLink(rules, origin)) {
          continue;
        }
        var about = HostFile.stat(origin, rules.isSource(origin));
        if (about.isFile() || about.isFolder() || about.isLink()) {
          return Optional.of(new Sight(target, origin, about));
        }
      } catch (AccessDeniedException e) {
        throw e;
      } catch (IOException _) {
        // not there: the next one
      }
    }
    return Optional.empty();
  }

  /// A link is a link: what is seen through it is not below it.
  private static boolean isBehindLink(ServiceRules rules, Path path) {
    for (var p = path; p != null && !rules.isSource(p); p = p.getParent()) {
      if (!p.equals(path) && Files.isSymbolicLink(p)) {
        return true;
      }
    }
    return false;
  }

  /// What is to be in the container for anything but a file.
  Entry withoutContent(ServiceRules rules) throws IOException {
    if (about.isLink()) {
      return Entry.link(target, Files.readSymbolicLink(host).toString());
    }
    // a source's folder is the container's own: it may be / or /tmp there
    return Entry.folder(target, rules.isSource(host) ? Entry.ANY : about.permissions());
  }
}
