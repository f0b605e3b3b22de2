package dev.devloop.engine;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Programs of this host: those on the PATH and in the usual folders that a user's PATH may lack.
///
/// @param folders searched in order
record HostTools(List<Path> folders) {

  static HostTools of(Map<String, String> env) {
    var folders = new ArrayList<Path>();
    for (var part : env.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (!part.isEmpty()) {
        folders.add(Path.of(part));
      }
    }
    // debootstrap and dockerd live in sbin; Go's own archive unpacks to /usr/local/go
    List.of("/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/local/bin", "/usr/local/go/bin").stream()
        .map(Path::of)
        .filter(folder -> !folders.contains(folder))
        .forEach(folders::add);
    return new HostTools(folders);
  }

  Optional<Path> find(String program) {
    return folders.stream()
        .map(folder -> folder.resolve(program))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  boolean has(String program) {
    return find(program).isPresent();
  }

  /// The PATH of programs that devloop runs.
  String path() {
    return folders.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
