package dev.devloop.sync;

import dev.devloop.files.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
    var lines = 0;
    try {
      for (var line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        lines++;
        var tab = line.indexOf('\t');
        if (tab >= 0) {
          hashes.put(line.substring(tab + 1), line.substring(0, tab));
        }
      }
    } catch (IOException _) {
      // none yet
    }
    var known = new KnownHashes(file, hashes);
    if (lines > 2 * hashes.size()) {
      known.save();
    }
    return known;
  }

  boolean is(Path path, String hash) {
    return hash.equals(hashes.get(path.toString()));
  }

  boolean isUnknown(Path path) {
    return !hashes.containsKey(path.toString());
  }

  /// Kept at once: a killed process must not take its own writing for somebody else's. A line more,
  /// of which the last of a path counts.
  void put(Path path, String hash) {
    if (hash.equals(hashes.put(path.toString(), hash))) {
      return;
    }
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(
          file, line(path.toString(), hash), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      LOG.warn("what was pulled cannot be remembered", e);
    }
  }

  private static String line(String path, String hash) {
    return path.indexOf('\n') < 0 ? hash + "\t" + path + "\n" : "";
  }

  /// Writes what counts, and no more.
  private void save() {
    var text = new StringBuilder();
    hashes.forEach((path, hash) -> text.append(line(path, hash)));
    try {
      AtomicFile.write(file, text.toString());
    } catch (IOException e) {
      LOG.warn("what was pulled cannot be remembered", e);
    }
  }
}
