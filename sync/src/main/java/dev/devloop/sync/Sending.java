package dev.devloop.sync;

import dev.devloop.core.ServiceName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Sends entries in as few frames as possible, none of them held in memory longer than it takes to
/// fill one.
final class Sending implements Outlet {

  /// The contents of one frame.
  private static final int MOST_BYTES = 512 * 1024;

  /// Entries of one frame: the agent writes them while the next frame is made.
  private static final int MOST_ENTRIES = 200;

  /// A file of that size is not streamed again and again while it grows.
  private static final long LARGE = 4 << 20;

  /// Between two writes of a program that copies a file; long enough for a slow disk.
  private static final long STILL_GROWS_NANOS = TimeUnit.MILLISECONDS.toNanos(30);

  private final ServiceName service;
  private final Session session;
  private final KnownPaths known;
  private final LongSupplier nextSeq;
  private final List<Outgoing> frame = new ArrayList<>();
  private final List<String> fresh = new ArrayList<>();
  private final Map<Long, Map<String, Entry>> sent = new LinkedHashMap<>();
  private int inFrame;
  private long bytes;

  Sending(ServiceName service, Session session, KnownPaths known, LongSupplier nextSeq) {
    this.service = service;
    this.session = session;
    this.known = known;
    this.nextSeq = nextSeq;
  }

  /// What was sent, by the number of its frame.
  Map<Long, Map<String, Entry>> sent() {
    return sent;
  }

  /// Of all contents.
  long bytes() {
    return bytes;
  }

  @Override
  public void add(Outgoing entry, boolean isFresh) throws IOException {
    if (frame.size() == MOST_ENTRIES || inFrame + entry.content().length > MOST_BYTES) {
      flush();
    }
    if (isFresh) {
      fresh.add(entry.entry().path());
    }
    frame.add(entry);
    inFrame += entry.content().length;
    bytes += entry.entry().size();
  }

  @Override
  public Optional<HostFile> read(Sight file, boolean source) throws IOException {
    if (file.about().size() <= HostFile.SMALL) {
      var small = HostFile.settled(file, source);
      if (small.size() <= HostFile.SMALL) {
        return Optional.of(HostFile.small(file.host(), small, source));
      }
    }
    var about = HostFile.stat(file.host(), source);
    if (about.size() > LARGE && Look.now() - about.changed() < STILL_GROWS_NANOS) {
      return Optional.empty();
    }
    return Optional.of(HostFile.stream(file.host(), about, session));
  }

  /// Sends what is left.
  void flush() throws IOException {
    if (frame.isEmpty()) {
      return;
    }
    known.append(fresh);
    var seq = nextSeq.getAsLong();
    var entries = new LinkedHashMap<String, Entry>();
    frame.forEach(outgoing -> entries.put(outgoing.entry().path(), outgoing.entry()));
    sent.put(seq, entries);
    session.batch(service, seq, List.copyOf(frame));
    frame.clear();
    fresh.clear();
    inFrame = 0;
  }
}
