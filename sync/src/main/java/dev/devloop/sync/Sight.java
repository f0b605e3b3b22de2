package dev.devloop.sync;

import dev.devloop.files.FileStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the host has for a path of a container, at one moment.
///
/// @param target path in the container
/// @param host where it comes from
/// @param about the file, folder or link
record Sight(String target, Path host, FileStat about) {

  /// Whether it is something that a container can have: no socket, no device.
  static boolean isAny(FileStat about) {
    return about.isFile() || about.isFolder() || about.isLink();
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
