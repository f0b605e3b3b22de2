package dev.devloop.sync;

import dev.devloop.files.FileStat;
import dev.devloop.files.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Reading a file that somebody else may be writing.
///
/// @param about as it was just before it was read
/// @param content small files only; empty otherwise
record HostFile(FileStat about, String hash, long size, byte[] content) {

  /// Contents up to this size travel with their entry; larger ones are streamed.
  static final int SMALL = 256 * 1024;

  /// A program that empties a file and then writes it leaves it empty for about 0.1 ms; under load
  /// some milliseconds. A file that is meant to be empty arrives that much later. The file system's
  /// clock is up to 4 ms late.
  private static final Duration EMPTY = Duration.ofMillis(8);

  private static final long LOOK_AGAIN_NANOS = 300_000;

  private static final int TRIES = 3;

  /// Whether [#content] is all of it.
  boolean isWhole() {
    return content.length == size;
  }

  /// A file as it is once it has a content, or after a few milliseconds without one.
  static FileStat settled(Sight file, boolean link) throws IOException {
    var about = file.about();
    var until = System.nanoTime() + EMPTY.toNanos();
    while (about.isFile()
        && about.size() == 0
        && System.nanoTime() < until
        && Math.abs(Look.now() - about.changed()) < EMPTY.toNanos()) {
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      about = stat(file.host(), link);
    }
    return about;
  }

  /// @param link whether a symbolic link is followed
  static FileStat stat(Path file, boolean link) throws IOException {
    var about = FileStat.of(file);
    return link && about.isLink() ? FileStat.of(file.toRealPath()) : about;
  }

  /// Reads a small file: again when it changed meanwhile.
  ///
  /// @param first the file as it was some time before
  static HostFile small(Path file, FileStat first, boolean link) throws IOException {
    var about = first;
    var content = Files.readAllBytes(file);
    for (var i = 1; i < TRIES; i++) {
      var after = stat(file, link);
      if (after.equals(about) && content.length == about.size()) {
        break;
      }
      about = after;
      content = Files.readAllBytes(file);
    }
    var hash = Sha256.hex(Sha256.digest().digest(content));
    return new HostFile(about, hash, content.length, content);
  }

  /// Streams a content to the agent and tells what it was.
  static HostFile stream(Path file, FileStat about, Session session) throws IOException {
    var digest = Sha256.digest();
    var blob = session.newBlob();
    var size = 0L;
    try (var in = Files.newInputStream(file)) {
      var bytes = new byte[SMALL];
      var read = in.readNBytes(bytes, 0, SMALL);
      while (read == SMALL) {
        digest.update(bytes);
        size += read;
        session.chunk(blob, ByteBuffer.wrap(bytes));
        read = in.readNBytes(bytes, 0, SMALL);
      }
      digest.update(bytes, 0, read);
      size += read;
      var hash = Sha256.hex(digest.digest());
      session.lastChunk(blob, ByteBuffer.wrap(bytes, 0, read), hash, size);
      return new HostFile(about, hash, size, new byte[0]);
    }
  }
}
