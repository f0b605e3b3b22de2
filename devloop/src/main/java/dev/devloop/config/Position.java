package dev.devloop.config;

import java.nio.file.Path;

/// A place in a file.
///
/// @param line from 1; 0 when the whole file is meant
/// @param column from 1, in characters; 0 when the whole line or file is meant
public record Position(Path file, int line, int column) {

  static Position of(Path file) {
    return new Position(file, 0, 0);
  }

  /// As compilers print it, so that editors and terminals make a link of it.
  ///
  /// @param folder paths below it are shown relative to it
  String label(Path folder) {
    var name = file.startsWith(folder) ? folder.relativize(file) : file;
    if (line == 0) {
      return name.toString();
    }
    return column == 0 ? name + ":" + line : name + ":" + line + ":" + column;
  }
}
