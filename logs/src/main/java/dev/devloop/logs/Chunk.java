package dev.devloop.logs;

import java.io.IOException;
import java.io.RandomAccessFile;

/// A piece of a segment with some hundred lines: what is read at once.
///
/// Files are read by [RandomAccessFile]: a channel is closed for everybody when one reading thread
/// is interrupted.
final class Chunk {

  private byte[] bytes = new byte[64 * 1024];
  private int[] starts = new int[Segment.STRIDE];
  private int end;
  private int lines;

  /// Reads the bytes of a piece.
  void load(RandomAccessFile file, int from, int to) throws IOException {
    if (bytes.length < to - from) {
      bytes = new byte[to - from];
    }
    end = read(file, bytes, from, to - from);
    lines = 0;
  }

  static int read(RandomAccessFile file, byte[] bytes, int from, int wanted) throws IOException {
    file.seek(from);
    int got = 0;
    while (got < wanted) {
      int n = file.read(bytes, got, wanted - got);
      if (n < 0) {
        break;
      }
      got += n;
    }
    return got;
  }

  /// Finds the lines.
  ///
  /// @return how many there are
  int split() {
    int at = 0;
    while (Entry.isWhole(bytes, at, end)) {
      if (bytes[at + Entry.LEVEL] != Entry.ORIGIN) {
        starts[lines++] = at;
      }
      at += Entry.integer(bytes, at);
    }
    return lines;
  }

  byte[] bytes() {
    return bytes;
  }

  /// How many bytes there are.
  int end() {
    return end;
  }

  /// Where a line begins.
  int start(int line) {
    return starts[line];
  }
}
