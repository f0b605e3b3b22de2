package dev.devloop.sync;

import dev.devloop.files.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What host and container last had in common, by host path; kept on disk.
final class KnownHashes {

  private static final Logger LOG = LoggerFactory.getLogger(KnownHashes.class);

  private final Path file;
  private final Map<String, String> hashes;

  private KnownHashes(Path file, Map<String, String> hashes) {
    this.file = file;
    this.hashes = hashes;
  }

  static KnownHashes open(Path file) {
    var hashes = new TreeMap<String, String>();
    try {
      for (var line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        var tab = line.indexOf('\t');
        if (tab >= 0) {
          hashes.put(line.substring(tab + 1), line.substring(0, tab));
        }
      }
    } catch (IOException _) {
      // none yet
    }
    return new KnownHashes(file, hashes);
  }

  boolean is(Path path, String hash) {
    return hash.equals(hashes.get(path.toString()));
  }

  boolean isUnknown(Path path) {
    return !hashes.containsKey(path.toString());
  }

  /// Kept at once: a killed process must not take its own writing for somebody else's.
  void put(Path path, String hash) {
    if (!hash.equals(hashes.put(path.toString(), hash))) {
      save();
    }
  }

  void save() {
    var text = new StringBuilder();
    hashes.forEach((path, hash) -> {
      if (path.indexOf('\n') < 0) {
        text.append(hash).append('\t').append(path).append('\n');
      }
    });
    try {
      AtomicFile.write(file, text.toString());
    } catch (IOException e) {
      LOG.warn("what was pulled cannot be remembered", e);
    }
  }
}
