package dev.devloop.sync;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// One direction of a stream in memory.
final class Pipe {

  private static final byte[] END = {};

  private final BlockingQueue<byte[]> chunks = new LinkedBlockingQueue<>();
  private volatile boolean closed;

  void close() {
    closed = true;
    chunks.add(END);
  }

  final InputStream in =
      new InputStream() {
        private byte[] now = {};
        private int at;

        @Override
        public int read() throws IOException {
          var one = new byte[1];
          return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
          if (length == 0) {
            return 0;
          }
          try {
            while (at == now.length) {
              now = chunks.take();
              at = 0;
              if (now.length == 0) { // END: nothing else is empty
                chunks.add(END);
                return -1;
              }
            }
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          var n = Math.min(length, now.length - at);
          System.arraycopy(now, at, into, offset, n);
          at += n;
          return n;
        }
      };

  final OutputStream out =
      new OutputStream() {
        @Override
        public void write(int b) throws IOException {
          write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
          if (closed) {
            throw new IOException("the pipe is closed");
          }
          if (length > 0) {
            var copy = new byte[length];
            System.arraycopy(from, offset, copy, 0, length);
            chunks.add(copy);
          }
        }
      };
}
