package dev.devloop.logs;

import dev.devloop.core.LogKind;
import dev.devloop.core.LogLevel;
import dev.devloop.core.LogLine;
import dev.devloop.core.LogOrigin;
import dev.devloop.core.LogSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A project's log on disk: lines with numbers without gaps, in files of which the oldest goes when
/// there are too many. Nothing of it is held in memory but a few kilobytes a file. For any thread.
public final class LogStore implements LogSink, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LogStore.class);

  private static final LogMark NEW = new LogMark(0, Instant.EPOCH, 0);
  private static final LogOrigin SELF = LogOrigin.of(LogKind.DEVLOOP);

  private final Path folder;
  private final Masks masks;
  private final Clock clock;
  private final SegmentRow segments;
  private final Erasure erasure;

  private final ReentrantLock writing = new ReentrantLock();
  private final Condition grown = writing.newCondition();
  // guarded by writing
  private final Marks marks = new Marks();
  private Optional<SegmentWriter> writer = Optional.empty();
  private boolean closed;
  private boolean refused;

  private volatile long lastAtOpening;
  private volatile long last;
  private volatile long lost;

  private LogStore(Path folder, long limit, Masks masks, Clock clock) {
    this.folder = folder;
    this.segments = new SegmentRow(limit);
    this.erasure = new Erasure(folder, segments);
    this.masks = masks;
    this.clock = clock;
  }

  /// Opens what an earlier process has left, or begins a new store. Its last entry may be torn: it
  /// is cut off.
  ///
  /// @param folder is made when it is not there; for its owner only
  /// @param limit in bytes, about
  /// @throws UncheckedIOException when the folder cannot be used
  public static LogStore open(Path folder, long limit, Masks masks, Clock clock) {
    var store = new LogStore(folder, limit, masks, clock);
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      store.find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return store;
  }

  private void find() throws IOException {
    segments.find(folder);
    // the newest may have been begun and not got its marks
    for (var segment : segments.newest(2)) {
      segment.learn(marks);
    }
    var newest = segments.newest();
    if (newest.isPresent()) {
      last = newest.get().next() - 1;
      lastAtOpening = last;
      writer = Optional.of(SegmentWriter.goOn(newest.get()));
    }
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // an estimate will do
  public void append(LogLine line) {
    if (!tryAppend(line)) {
      lost++;
    }
  }

  /// Stores a line, without the secrets that are known by now.
  ///
  /// @return false when the disk does not take it: nothing of it is stored
  public boolean tryAppend(LogLine line) {
    var clean = line.withText(masks.clean(line.text()));
    writing.lock();
    try {
      if (closed) {
        return false;
      }
      write(clean);
      if (refused) {
        refused = false;
        write(
            LogLine.of(
                SELF,
                clock.instant(),
                LogLevel.WARN,
                "The log goes on; lines not stored: " + lost));
      }
      return true;
    } catch (IOException e) {
      if (!refused) {
        LOG.warn("the log in {} cannot be written: {}", folder, e.getMessage());
      }
      refused = true;
      return false;
    } finally {
      writing.unlock();
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
  private void write(LogLine line) throws IOException {
    var open = room();
    var origin = line.origin();
    open.add(line, marks.mark(origin.uid(), origin.container()).orElse(NEW));
    marks.line(origin, Entry.nanos(line.at()));
    last++;
    grown.signalAll();
  }

  private SegmentWriter room() throws IOException {
    var open = writer;
    if (open.isPresent() && open.get().segment().extent().end() < segments.segmentSize()) {
      return open.get();
    }
    var fresh = SegmentWriter.begin(SegmentFiles.path(folder, last + 1), last + 1, marks);
    if (open.isPresent()) {
      open.get().close();
    }
    segments.add(fresh.segment());
    writer = Optional.of(fresh);
    segments.dropOldest();
    return fresh;
  }

  /// Changes how much is kept, in bytes.
  public void limit(long bytes) {
    writing.lock();
    try {
      segments.limit(bytes);
    } catch (IOException e) {
      LOG.warn("old lines in {} cannot be removed: {}", folder, e.getMessage());
    } finally {
      writing.unlock();
    }
  }

  /// Says that a container runs, before its first line.
  public void note(LogOrigin origin) {
    writing.lock();
    try {
      if (!closed
          && marks
              .mark(origin.uid(), origin.container())
              .map(m -> m.run() < origin.run())
              .orElse(true)) {
        room().define(origin, NEW);
        marks.origin(origin, new LogMark(origin.run(), Instant.EPOCH, 0));
      }
    } catch (IOException e) {
      LOG.debug("not noted: {}", origin, e);
    } finally {
      writing.unlock();
    }
  }

  /// How far the log of a container is stored; empty when nothing is known of it.
  ///
  /// @param uid of the pod
  public Optional<LogMark> mark(String uid, String container) {
    writing.lock();
    try {
      return marks.mark(uid, container);
    } finally {
      writing.unlock();
    }
  }

  /// Learns secret values: from now on they are neither shown nor stored; where they are stored
  /// already they are overwritten, which takes a second for a full store. Shorter values than 5
  /// characters are let be.
  public void hide(Collection<String> values) {
    var added = masks.learn(values);
    if (added.isEmpty()) {
      return;
    }
    erasure.erase(added, lastAtOpening);
  }

  /// The number of the oldest line that is kept; 1 more than [#last] when there is none.
  public long first() {
    return segments.first().orElse(last + 1);
  }

  /// The number of the newest line; 0 when there never was one.
  public long last() {
    return last;
  }

  /// How many lines could not be stored since the daemon began.
  public long lost() {
    return lost;
  }

  /// What the store takes on disk.
  public long bytes() {
    return segments.bytes();
  }

  /// The numbers of the newest lines that are errors, the newest first.
  public LongStream errors() {
    return segments.errors();
  }

  /// Waits for a line after a number.
  ///
  /// @return false when none came in time
  public boolean await(long after, Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    writing.lockInterruptibly();
    try {
      while (last <= after && left > 0 && !closed) {
        left = grown.awaitNanos(left);
      }
      return last > after;
    } finally {
      writing.unlock();
    }
  }

  /// Hands over the lines after a number that pass a filter, in order.
  ///
  /// @param sink returns false to stop
  /// @return the number of the last line that was looked at
  public long forward(LogFilter filter, long after, Predicate<LogLine> sink) {
    long until = last;
    var found = new Finding(filter.compile(masks), line -> line.seq() <= until && sink.test(line));
    segments.forward(after, until, found);
    return Math.max(after, Math.min(found.stopped.orElse(until), until));
  }

  /// Hands over the lines before a number that pass a filter, the newest first.
  ///
  /// @param sink returns false to stop
  /// @return the number of the last line that was looked at
  public long backward(LogFilter filter, long before, Predicate<LogLine> sink) {
    long begin = first();
    var found = new Finding(filter.compile(masks), sink);
    segments.backward(before, found);
    return Math.min(before, found.stopped.orElse(begin));
  }

  @Override
  public void close() {
    writing.lock();
    try {
      closed = true;
      grown.signalAll();
      if (writer.isPresent()) {
        writer.get().close();
      }
    } catch (IOException e) {
      LOG.debug("closing {}", folder, e);
    } finally {
      writing.unlock();
    }
  }
}
