package dev.devloop.logs;

import dev.devloop.core.LogLevel;
import dev.devloop.core.LogOrigin;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// One file of the store: what it holds and how it is read. What is needed to read it, a few
/// kilobytes, is learned by walking through it once, when it is first wanted.
final class Segment {

  /// What a file begins with: this word and the number of its first line.
  static final long MAGIC = 0x646576_6c6f67_0001L;

  static final int HEADER = 2 * Long.BYTES;

  /// Lines between two remembered places.
  private static final int STRIDE = 256;

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

  // guarded by this
  private final Ints places = new Ints();
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
  synchronized void added(int level, int length) {
    var before = extent;
    if (before.lines() % STRIDE == 0) {
      places.add(before.end());
    }
    if (level == LogLevel.ERROR.ordinal()) {
      errors.add(before.lines());
    }
    extent = new Extent(before.end() + length, before.lines() + 1);
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
    try (var walk = new Walk(file, HEADER, Integer.MAX_VALUE)) {
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
    added(walk.level(), walk.length());
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
    int number = wanted - wanted % STRIDE;
    try (var walk = new Walk(file, place(number), until.end())) {
      var raw = new RawLine();
      while (walk.next()) {
        if (walk.isLine()) {
          if (number >= wanted && !visitor.visit(raw.set(walk, first + number, origin(walk)))) {
            return false;
          }
          number++;
        }
      }
      return true;
    } catch (FileNotFoundException e) {
      // it was just dropped for its age
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Visits the lines before a number, the newest first.
  ///
  /// @return false when the visitor has stopped
  boolean backward(long before, RawLine.Visitor visitor) {
    var until = known();
    int number = Math.clamp(before - first, 0, until.lines());
    if (number == 0) {
      return true;
    }
    try (var walk = new Walk(file, end(number, until), until.end())) {
      var raw = new RawLine();
      while (number > 0 && walk.previous()) {
        if (walk.isLine()) {
          number--;
          if (!visitor.visit(raw.set(walk, first + number, origin(walk)))) {
            return false;
          }
        }
      }
      return true;
    } catch (FileNotFoundException e) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LogOrigin origin(Walk walk) {
    return origins[walk.origin()];
  }

  /// Where a line begins of which the place is remembered.
  private synchronized int place(int line) {
    return places.get(line / STRIDE);
  }

  /// Where the first so many lines end.
  private int end(int lines, Extent until) throws IOException {
    if (lines == until.lines()) {
      return until.end();
    }
    int seen = (lines - 1) - (lines - 1) % STRIDE;
    try (var walk = new Walk(file, place(seen), until.end())) {
      while (seen < lines && walk.next()) {
        seen += walk.isLine() ? 1 : 0;
      }
      return walk.end();
    }
  }
}
