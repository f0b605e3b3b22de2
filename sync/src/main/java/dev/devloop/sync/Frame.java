package dev.devloop.sync;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Map;

/// One message of the stream: two lengths, a JSON object, bytes.
record Frame(Map<String, Object> header, byte[] body) {

  /// Receipts of many files in many containers are the longest.
  private static final int LONGEST_HEADER = 64 << 20;

  private static final int LONGEST_BODY = 1 << 20;

  String type() {
    return Json.text(header, "t");
  }

  String service() {
    return Json.text(header, "service");
  }

  long seq() {
    return Json.number(header, "seq", -1);
  }

  /// @throws EOFException the stream has ended
  static Frame read(DataInputStream in) throws IOException {
    var headerLength = in.readInt();
    var bodyLength = in.readInt();
    if (headerLength < 2
        || headerLength > LONGEST_HEADER
        || bodyLength < 0
        || bodyLength > LONGEST_BODY) {
      throw new IOException("not a frame: lengths " + headerLength + " and " + bodyLength);
    }
    var header = in.readNBytes(headerLength);
    var body = in.readNBytes(bodyLength);
    if (header.length < headerLength || body.length < bodyLength) {
      throw new EOFException();
    }
    return new Frame(Json.read(header), body);
  }

  /// Writes header and body at once where that is cheap: the agent wakes up once.
  static void write(OutputStream out, byte[] header, ByteBuffer body) throws IOException {
    var length = body.remaining();
    var head = ByteBuffer.allocate(8 + header.length);
    head.putInt(header.length).putInt(length).put(header);
    out.write(head.array());
    out.write(body.array(), body.arrayOffset() + body.position(), length);
    out.flush();
  }
}
