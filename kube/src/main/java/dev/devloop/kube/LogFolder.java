package dev.devloop.kube;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The files of one container's log in its node, packed or not. Not for several threads.
final class LogFolder {

  private final NodeFiles files;
  private final ContainerLog.Where where;
  private Optional<PackedLog> packed = Optional.empty();

  LogFolder(NodeFiles files, ContainerLog.Where where) {
    this.files = files;
    this.where = where;
  }

  /// The oldest first.
  List<LogFileName> list() throws IOException, InterruptedException {
    return files.list(where.node(), where.folder()).stream()
        .flatMap(name -> LogFileName.of(name).stream())
        .sorted(LogFileName.BY_AGE)
        .toList();
  }

  /// Reads a part of a file. A packed one is kept unpacked until [#forget]: all further parts are
  /// taken to be of the same file.
  ///
  /// @return empty when there is no such file
  Optional<byte[]> read(LogFileName name, long from, int length)
      throws IOException, InterruptedException {
    if (!name.packed()) {
      return fetch(name, from, length);
    }
    if (packed.isEmpty()) {
      var whole = fetch(name, 0, Integer.MAX_VALUE / 2);
      if (whole.isEmpty()) {
        return Optional.empty();
      }
      packed = Optional.of(new PackedLog(whole.get()));
    }
    return Optional.of(packed.get().read(from, length));
  }

  /// Another file is read next.
  void forget() {
    packed = Optional.empty();
  }

  private Optional<byte[]> fetch(LogFileName name, long from, int length)
      throws IOException, InterruptedException {
    var path = where.folder() + "/" + name;
    return files.read(where.node(), path, from, length).map(NodeFiles.Piece::bytes);
  }
}
