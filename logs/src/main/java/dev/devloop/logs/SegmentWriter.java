package dev.devloop.logs;

import dev.devloop.core.LogLine;
import dev.devloop.core.LogOrigin;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Writes at the end of a segment. What was written is there for readers at once, and after the
/// daemon was killed. Not for several threads.
final class SegmentWriter implements AutoCloseable {

  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");

  private final Segment segment;
  private final RandomAccessFile file;
  private final Map<LogOrigin, Integer> ids = new HashMap<>();

  private SegmentWriter(Segment segment, RandomAccessFile file) {
    this.segment = segment;
    this.file = file;
  }

  /// Makes a file with its marks. Nothing stays of it when that fails.
  static SegmentWriter begin(Path path, long first, Marks marks) throws IOException {
    Files.deleteIfExists(path);
    Files.createFile(path, PosixFilePermissions.asFileAttribute(OWNER));
    var file = new RandomAccessFile(path.toFile(), "rw");
    try {
      file.write(ByteBuffer.allocate(Segment.HEADER).putLong(Segment.MAGIC).putLong(first).array());
      var writer = new SegmentWriter(Segment.empty(path, first), file);
      for (var kept : marks.kept()) {
        writer.define(kept.getKey(), kept.getValue());
      }
      return writer;
    } catch (IOException e) {
      file.close();
      Files.deleteIfExists(path);
      throw e;
    }
  }

  /// Goes on with a file that an earlier process has left; cuts off what is not whole.
  static SegmentWriter goOn(Segment segment) throws IOException {
    var file = new RandomAccessFile(segment.file().toFile(), "rw");
    file.setLength(segment.extent().end());
    file.seek(segment.extent().end());
    return new SegmentWriter(segment, file);
  }

  Segment segment() {
    return segment;
  }

  /// Writes what a number means, unless it is known.
  ///
  /// @param mark how far the origin is stored
  int define(LogOrigin origin, LogMark mark) throws IOException {
    var known = ids.get(origin);
    if (known != null) {
      return known;
    }
    int id = segment.origins();
    var bytes = Entry.origin(id, origin, mark);
    write(bytes);
    segment.added(origin, bytes.length);
    ids.put(origin, id);
    return id;
  }

  void add(LogLine line, LogMark mark) throws IOException {
    var bytes = Entry.line(line, define(line.origin(), mark));
    write(bytes);
    segment.added(line.level().ordinal(), (bytes[Entry.FLAGS] & Entry.ESCAPES) != 0, bytes.length);
  }

  /// A half entry is taken back: what comes after it could not be read.
  private void write(byte[] bytes) throws IOException {
    try {
      file.write(bytes);
    } catch (IOException e) {
      int end = segment.extent().end();
      file.setLength(end);
      file.seek(end);
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
