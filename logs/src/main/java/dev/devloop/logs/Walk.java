package dev.devloop.logs;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Steps through the entries of a whole segment, a block at a time.
final class Walk implements AutoCloseable {

  /// Bigger than the longest entry.
  private static final int BLOCK = 256 * 1024;

  private final RandomAccessFile file;
  private final int limit;
  private final byte[] block = new byte[BLOCK];
  private int from = Segment.HEADER;
  private int have;
  private int at;
  private int length;

  /// @param limit nothing from here on is looked at
  Walk(Path path, int limit) throws IOException {
    this.file = new RandomAccessFile(path.toFile(), "r");
    this.limit = limit;
  }

  /// Goes to the next entry; false at the end, or where none is whole.
  boolean next() throws IOException {
    at += length;
    length = 0;
    if (!Entry.isWhole(block, at, have)) {
      from += at;
      at = 0;
      have = read(from, Math.min(limit - from, block.length));
      if (!Entry.isWhole(block, 0, have)) {
        return false;
      }
    }
    length = Entry.integer(block, at);
    return true;
  }

  private int read(int place, int wanted) throws IOException {
    return wanted <= 0 ? 0 : Chunk.read(file, block, place, wanted);
  }

  /// Where this entry begins in the file.
  int place() {
    return from + at;
  }

  int length() {
    return length;
  }

  int level() {
    return block[at + Entry.LEVEL];
  }

  boolean escapes() {
    return (block[at + Entry.FLAGS] & Entry.ESCAPES) != 0;
  }

  boolean isLine() {
    return block[at + Entry.LEVEL] != Entry.ORIGIN;
  }

  int origin() {
    return Entry.integer(block, at + Entry.ORIGIN_ID);
  }

  long time() {
    return Entry.number(block, at + Entry.AT);
  }

  String text() {
    return new String(block, at + Entry.TEXT, length - Entry.AROUND, StandardCharsets.UTF_8);
  }

  byte[] block() {
    return block;
  }

  /// Where this entry begins in the block.
  int at() {
    return at;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
