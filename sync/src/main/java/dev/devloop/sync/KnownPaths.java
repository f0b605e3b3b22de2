package dev.devloop.sync;

import dev.devloop.files.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which paths of a service's containers the host was ever the source of, on disk: what is gone
/// from the host while nobody looks is still known to be ours. New paths are appended before they
/// are sent, so that a killed process has lost none.
final class KnownPaths {

  private static final Logger LOG = LoggerFactory.getLogger(KnownPaths.class);

  private final Path file;

  KnownPaths(Path file) {
    this.file = file;
  }

  /// @param paths in the container that the host had
  /// @param gone path to the images that it must not be in; an empty text means all
  /// @param images the last ones, oldest first
  record Content(Set<String> paths, Map<String, Set<String>> gone, List<String> images) {}

  Content load() {
    var content = new Content(new HashSet<>(), new TreeMap<>(), new ArrayList<>());
    try {
      for (var line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        if (!line.isEmpty()) {
          read(line.charAt(0), unescape(line.substring(1)), content);
        }
      }
    } catch (IOException _) {
      // none yet, or unreadable: what was deleted meanwhile is not known
    }
    return content;
  }

  private static void read(char kind, String text, Content content) {
    switch (kind) {
      case '+' -> content.paths().add(text);
      case '!' -> content.images().add(text);
      case '-' -> {
        var tab = text.indexOf('\t');
        if (tab >= 0) {
          content
              .gone()
              .computeIfAbsent(text.substring(tab + 1), _ -> new TreeSet<>())
              .add(text.substring(0, tab));
        }
      }
      default -> {
        // of a later version
      }
    }
  }

  /// A failure is logged only: it costs the memory of what is deleted while nobody looks.
  void append(Collection<String> paths) {
    if (paths.isEmpty()) {
      return;
    }
    var text = new StringBuilder();
    paths.forEach(path -> line(text, '+', path));
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      LOG.warn("what is sent cannot be remembered", e);
    }
  }

  void save(Content content) {
    var text = new StringBuilder();
    content.images().forEach(image -> line(text, '!', image));
    content.paths().forEach(path -> line(text, '+', path));
    content.gone().forEach((path, images) -> images.forEach(i -> line(text, '-', i + "\t" + path)));
    try {
      AtomicFile.write(file, text.toString());
    } catch (IOException e) {
      LOG.warn("what was sent cannot be remembered", e);
    }
  }

  private static void line(StringBuilder text, char kind, String rest) {
    text.append(kind)
        .append(rest.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r"))
        .append('\n');
  }

  private static String unescape(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    var plain = new StringBuilder();
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        var next = text.charAt(++i);
        plain.append(next == 'n' ? '\n' : next == 'r' ? '\r' : next);
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
