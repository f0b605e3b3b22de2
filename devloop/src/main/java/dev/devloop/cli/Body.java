package dev.devloop.cli;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// The body of an answer of HTTP 1.1, whose length was told, or that comes in chunks of told
/// lengths. One that ends earlier is torn: an error, and no end.
final class Body extends InputStream {

  private static final int HEX = 16;

  /// What surrounds the next chunk at least.
  private static final int FRAME = "\r\n0\r\n".length();

  private final InputStream in;
  private final boolean chunked;
  private int left;
  private boolean first = true;
  private boolean over;

  private Body(InputStream in, boolean chunked, int left) {
    this.in = in;
    this.chunked = chunked;
    this.left = left;
  }

  static Body ofLength(InputStream in, int length) {
    return new Body(in, false, length);
  }

  static Body ofChunks(InputStream in) {
    return new Body(in, true, 0);
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    if (left == 0) {
      nextChunk();
    }
    if (over) {
      return -1;
    }
    int read = in.read(bytes, from, Math.min(count, left));
    if (read < 0) {
      throw new EOFException("its answer ends early");
    }
    left -= read;
    return read;
  }

  private void nextChunk() throws IOException {
    if (chunked && !over) {
      if (!first) {
        Exchange.line(in); // the end of the chunk before
      }
      first = false;
      left = size(Exchange.line(in));
    }
    over = left == 0;
  }

  private static int size(String line) throws IOException {
    try {
      // behind a semicolon may be more, which nobody uses
      return Integer.parseInt(line.split(";", -1)[0].strip(), HEX);
    } catch (NumberFormatException e) {
      throw new IOException("it does not speak HTTP", e);
    }
  }

  /// What is there without waiting; at least 1 when a chunk is there.
  @Override
  public int available() throws IOException {
    if (left > 0) {
      return Math.min(left, in.available());
    }
    return chunked && !over && in.available() > FRAME ? 1 : 0;
  }
}
