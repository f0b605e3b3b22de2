package dev.devloop.logs;

import dev.devloop.core.LogLevel;
import dev.devloop.core.LogOrigin;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// One file of the store: what it holds and how it is read. What is needed to read it, a few
/// kilobytes, is learned by walking through it once, when it is first wanted.
final class Segment {

  /// What a file begins with: this word and the number of its first line.
  static final long MAGIC = 0x646576_6c6f67_0001L;

  static final int HEADER = 2 * Long.BYTES;

  /// How many lines are read at once, at most.
  static final int STRIDE = 256;

  /// And how many bytes, about.
  private static final int CHUNK = 256 * 1024;

  /// How much there is of it.
  ///
  /// @param end in bytes
  record Extent(int end, int lines) {}

  /// Hears of all entries while a segment is walked through.
  interface Listener {
    void origin(LogOrigin origin, LogMark mark);

    void line(LogOrigin origin, long at);

    Listener NONE =
        new Listener() {
          @Override
          public void origin(LogOrigin origin, LogMark mark) {}

          @Override
          public void line(LogOrigin origin, long at) {}
        };
  }

  private final Path file;
  private final long first;
  private volatile Extent extent = new Extent(HEADER, 0);
  private volatile LogOrigin[] origins = {};
  private volatile boolean known;

  // guarded by this: where chunks begin, and with which line
  private final Ints places = new Ints();
  private final Ints lines = new Ints();
  private final BitSet coloured = new BitSet();
  private final Ints errors = new Ints();

  private Segment(Path file, long first, boolean known) {
    this.file = file;
    this.first = first;
    this.known = known;
  }

  /// One that has just been made.
  static Segment empty(Path file, long first) {
    return new Segment(file, first, true);
  }

  /// One that an earlier process has left.
  static Segment left(Path file, long first) {
    return new Segment(file, first, false);
  }

  Path file() {
    return file;
  }

  long first() {
    return first;
  }

  /// The number after its last line.
  long next() {
    return first + known().lines();
  }

  /// How many origins it tells of by now.
  int origins() {
    return origins.length;
  }

  /// What is known of it by now.
  Extent extent() {
    return extent;
  }

  /// The lines that are errors, the newest first.
  synchronized LongStream errors() {
    known();
    int last = errors.size() - 1;
    return IntStream.rangeClosed(0, last).mapToLong(i -> first + errors.get(last - i));
  }

  /// An origin was written behind the other entries.
  synchronized void added(LogOrigin origin, int length) {
    var more = Arrays.copyOf(origins, origins.length + 1);
    more[origins.length] = origin;
    origins = more;
    extent = new Extent(extent.end() + length, extent.lines());
  }

  /// A line was.
  ///
  /// @param escapes whether it has some
  synchronized void added(int level, boolean escapes, int length) {
    var before = extent;
    if (isFull(before)) {
      places.add(before.end());
      lines.add(before.lines());
    }
    if (escapes) {
      coloured.set(places.size() - 1);
    }
    if (level == LogLevel.ERROR.ordinal()) {
      errors.add(before.lines());
    }
    extent = new Extent(before.end() + length, before.lines() + 1);
  }

  private boolean isFull(Extent now) {
    int last = places.size() - 1;
    return last < 0
        || now.lines() - lines.get(last) >= STRIDE
        || now.end() - places.get(last) >= CHUNK;
  }

  private Extent known() {
    if (!known) {
      learn(Listener.NONE);
    }
    return extent;
  }

  /// Walks through it up to its end, or up to what is not whole.
  synchronized void learn(Listener listener) {
    if (known) {
      return;
    }
    try (var walk = new Walk(file, Integer.MAX_VALUE)) {
      while (walk.next() && learn(walk, listener)) {
        // one entry after the other
      }
    } catch (IOException e) {
      // it was dropped meanwhile, or cannot be read: what was seen of it counts
    }
    known = true;
  }

  private boolean learn(Walk walk, Listener listener) {
    if (!walk.isLine()) {
      var origin = Entry.origin(walk.text());
      int count = Entry.markCount(walk.text());
      listener.origin(origin, new LogMark(origin.run(), Entry.instant(walk.time()), count));
      added(origin, walk.length());
      return true;
    }
    if (walk.origin() < 0 || walk.origin() >= origins.length) {
      return false;
    }
    listener.line(origins[walk.origin()], walk.time());
    added(walk.level(), walk.escapes(), walk.length());
    return true;
  }

  /// Visits the lines after a number, in order.
  ///
  /// @return false when the visitor has stopped
  boolean forward(long after, RawLine.Visitor visitor) {
    var until = known();
    int wanted = Math.clamp(after + 1 - first, 0, Integer.MAX_VALUE);
    if (wanted >= until.lines()) {
      return true;
    }
    return reading(file -> {
      var raw = new RawLine();
      var chunk = new Chunk();
      for (int c = chunkOf(wanted); c < chunks(); c++) {
        load(file, c, until, chunk);
        if (!visitor.mayHold(chunk.bytes(), chunk.end(), isColoured(c))) {
          continue;
        }
        int count = chunk.split();
        int line = line(c);
        for (int i = Math.max(0, wanted - line); i < count; i++) {
          if (!visitor.visit(set(raw, chunk, i, line))) {
            return false;
          }
        }
      }
      return true;
    });
  }

  /// Visits the lines before a number, the newest first.
  ///
  /// @return false when the visitor has stopped
  boolean backward(long before, RawLine.Visitor visitor) {
    var until = known();
    int wanted = Math.clamp(before - first, 0, until.lines());
    if (wanted == 0) {
      return true;
    }
    return reading(file -> {
      var raw = new RawLine();
      var chunk = new Chunk();
      for (int c = chunkOf(wanted - 1); c >= 0; c--) {
        load(file, c, until, chunk);
        if (!visitor.mayHold(chunk.bytes(), chunk.end(), isColoured(c))) {
          continue;
        }
        int line = line(c);
        for (int i = Math.min(wanted - line, chunk.split()) - 1; i >= 0; i--) {
          if (!visitor.visit(set(raw, chunk, i, line))) {
            return false;
          }
        }
      }
      return true;
    });
  }

  /// What is done with the open file.
  private interface Reading {
    boolean read(RandomAccessFile file) throws IOException;
  }

  private boolean reading(Reading reading) {
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      return reading.read(in);
    } catch (FileNotFoundException e) {
      // it was just dropped for its age
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RawLine set(RawLine raw, Chunk chunk, int index, int line) {
    int entry = chunk.start(index);
    var origin = origins[Entry.integer(chunk.bytes(), entry + Entry.ORIGIN_ID)];
    return raw.set(chunk.bytes(), entry, first + line + index, origin);
  }

  private synchronized void load(RandomAccessFile in, int index, Extent until, Chunk chunk)
      throws IOException {
    int end = index + 1 < places.size() ? places.get(index + 1) : until.end();
    chunk.load(in, places.get(index), Math.min(end, until.end()));
  }

  private synchronized boolean isColoured(int chunk) {
    return coloured.get(chunk);
  }

  private synchronized int chunks() {
    return places.size();
  }

  private synchronized int line(int chunk) {
    return lines.get(chunk);
  }

  /// The chunk that a line is in.
  private synchronized int chunkOf(int line) {
    return lines.floor(line);
  }
}
