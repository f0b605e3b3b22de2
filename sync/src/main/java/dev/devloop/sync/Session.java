package dev.devloop.sync;

import dev.devloop.core.ServiceName;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/// The writing side of one stream to the agent. Frames of all services are interleaved; a fair lock
/// lets a small one pass between the chunks of a large file.
final class Session {

  /// Entries of one frame: about 200 kB of header.
  static final int MOST_ENTRIES = 1000;

  private final OutputStream out;
  private final Runnable end;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final AtomicLong blobs = new AtomicLong();

  /// @param end ends the stream
  Session(OutputStream out, Runnable end) {
    this.out = out;
    this.end = end;
  }

  /// The agent does not answer as it should: the stream is ended, and another one opened.
  void giveUp() {
    end.run();
  }

  void send(String type, Map<String, ?> fields) throws StreamLostException {
    send(type, fields, ByteBuffer.allocate(0));
  }

  private void send(String type, Map<String, ?> fields, ByteBuffer body)
      throws StreamLostException {
    var header = new LinkedHashMap<String, Object>();
    header.put("t", type);
    header.putAll(fields);
    var bytes = Json.write(header);
    turn.lock();
    try {
      Frame.write(out, bytes, body);
    } catch (IOException e) {
      throw new StreamLostException(e);
    } finally {
      turn.unlock();
    }
  }

  /// Changes, with the contents that go with them.
  void batch(ServiceName service, long seq, List<Outgoing> entries) throws StreamLostException {
    var body = ByteBuffer.allocate(entries.stream().mapToInt(e -> e.content().length).sum());
    entries.forEach(entry -> body.put(entry.content()));
    send("batch", Map.of("service", service.value(), "seq", seq, "entries", entries), body.flip());
  }

  /// All of a wanted tree, in as many frames as it takes.
  void want(ServiceName service, long seq, Iterable<Entry> entries) throws StreamLostException {
    var some = new ArrayList<Entry>();
    var first = true;
    for (var entry : entries) {
      if (some.size() == MOST_ENTRIES) {
        want(service, seq, first, false, some);
        first = false;
        some.clear();
      }
      some.add(entry);
    }
    want(service, seq, first, true, some);
  }

  private void want(ServiceName service, long seq, boolean first, boolean last, List<Entry> entries)
      throws StreamLostException {
    send(
        "want",
        Map.of(
            "service",
            service.value(),
            "seq",
            seq,
            "first",
            first,
            "last",
            last,
            "entries",
            entries));
  }

  /// The number of a content that is about to be sent in chunks.
  long newBlob() {
    return blobs.incrementAndGet();
  }

  void chunk(long blob, ByteBuffer bytes) throws StreamLostException {
    send("blob", Map.of("id", Long.toString(blob), "last", false), bytes);
  }

  void lastChunk(long blob, ByteBuffer bytes, String hash, long size) throws StreamLostException {
    send("blob", Map.of("id", Long.toString(blob), "last", true, "h", hash, "s", size), bytes);
  }
}
