package dev.devloop.sync;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Looks up what the host has for paths of a container, for as long as one look takes.
final class Sights {

  private final ServiceRules rules;
  private final Set<Path> folders = new HashSet<>();

  Sights(ServiceRules rules) {
    this.rules = rules;
  }

  /// @return empty when the host has nothing for it
  /// @throws AccessDeniedException it cannot be known
  Optional<Sight> of(String target) throws AccessDeniedException {
    for (var origin : rules.origins(target)) {
      try {
        if (isBehindLink(origin)) {
          continue;
        }
        var about = HostFile.stat(origin, rules.isSource(origin));
        if (Sight.isAny(about)) {
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
  private boolean isBehindLink(Path path) {
    if (rules.isSource(path)) {
      return false;
    }
    for (var p = path.getParent(); p != null && !rules.isSource(p); p = p.getParent()) {
      if (folders.contains(p)) {
        return false;
      }
      if (Files.isSymbolicLink(p)) {
        return true;
      }
    }
    remember(path.getParent());
    return false;
  }

  /// Folders that are not behind a link themselves.
  private void remember(@Nullable Path folder) {
    for (var p = folder; p != null && !rules.isSource(p); p = p.getParent()) {
      folders.add(p);
    }
  }
}
