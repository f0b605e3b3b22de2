package dev.devloop.logs;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Steps through the entries of a segment, in either direction, a block at a time.
///
/// Files are read by [RandomAccessFile]: a channel is closed for everybody when one reading thread
/// is interrupted.
final class Walk implements AutoCloseable {

  /// Bigger than the longest entry.
  private static final int BLOCK = 256 * 1024;

  private final RandomAccessFile file;
  private final int limit;
  private final byte[] block;
  private int from;
  private int have;
  private int at;
  private int length;

  /// @param place where an entry begins or ends
  /// @param limit nothing from here on is looked at
  Walk(Path path, int place, int limit) throws IOException {
    this.file = new RandomAccessFile(path.toFile(), "r");
    this.limit = limit;
    this.block = new byte[BLOCK];
    this.from = place;
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

  /// Goes to the entry that ends where this one begins; false at the start of the file.
  boolean previous() throws IOException {
    if (!endsWhole()) {
      int until = from + at;
      from = Math.max(Segment.HEADER, until - block.length);
      have = read(from, until - from);
      at = have;
      if (!endsWhole()) {
        return false;
      }
    }
    length = Entry.integer(block, at - Integer.BYTES);
    at -= length;
    return true;
  }

  private boolean endsWhole() {
    if (at < Entry.AROUND) {
      return false;
    }
    int size = Entry.integer(block, at - Integer.BYTES);
    return size >= Entry.AROUND && size <= at && Entry.isWhole(block, at - size, at);
  }

  private int read(int place, int wanted) throws IOException {
    if (wanted <= 0) {
      return 0;
    }
    file.seek(place);
    int got = 0;
    while (got < wanted) {
      int n = file.read(block, got, wanted - got);
      if (n < 0) {
        break;
      }
      got += n;
    }
    return got;
  }

  /// Where this entry begins in the file.
  int place() {
    return from + at;
  }

  /// Where it ends.
  int end() {
    return from + at + length;
  }

  int length() {
    return length;
  }

  int level() {
    return block[at + Entry.LEVEL];
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
