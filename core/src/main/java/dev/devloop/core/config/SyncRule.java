package dev.devloop.core.config;

import java.nio.file.Path;
import java.util.List;

/// @param from file or folder on the host
/// @param to absolute path in the container
/// @param ignore patterns of .dockerignore syntax, relative to `from`
public record SyncRule(Path from, String to, List<String> ignore) {

  public SyncRule {
    ignore = List.copyOf(ignore);
  }
}
