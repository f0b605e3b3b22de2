package dev.devloop.kube;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// A place in the files of one container's log, which only goes forward: through each run with all
/// of its rotated files. Not for several threads.
///
/// A file is known by the last entry that was read of it, which has a time in nanoseconds: when
/// that is no longer where it was, the file was rotated, and the reading goes on in the one that
/// has it there. When none has, it begins anew with the file that was the newest when the last line
/// was printed; what was read of it is passed over.
final class ContainerLog {

  /// How much is asked for at once: what a container that says 10,000 lines a second says in a
  /// tenth of one. Larger pieces fill the young part of a small heap and make it grow.
  private static final int PIECE = 160 * 1024;

  /// Enough for the time of a line.
  private static final int TIME = 96;

  /// The runtime goes on to write to a file for some milliseconds after the kubelet has renamed it.
  private static final Duration SETTLED = Duration.ofMillis(1500);

  /// Where the files are.
  ///
  /// @param folder below `/var/log`
  record Where(String node, String folder) {}

  /// Takes what is new.
  interface Sink {
    void begins(int run);

    void line(int run, Instant at, String text) throws InterruptedException;
  }

  private final LogFolder folder;
  private final Sink sink;

  private int run;
  private LogPosition position;
  private Optional<LogFileName> file = Optional.empty();
  private Instant leftAt = Instant.MAX;
  private byte[] head = {};
  private long offset;
  private byte[] tail = {};
  private CriLines lines = new CriLines();

  /// @param kept where to go on; empty to begin with the oldest that there is
  ContainerLog(NodeFiles files, Where where, Optional<LogKeeper.Place> kept, Sink sink) {
    this.folder = new LogFolder(files, where);
    this.sink = sink;
    this.run = kept.map(LogKeeper.Place::run).orElse(-1);
    this.position =
        kept.map(place -> new LogPosition(place.at(), place.count())).orElseGet(LogPosition::new);
  }

  /// Which run is being read; -1 before the first.
  int run() {
    return run;
  }

  /// Reads all that has come.
  ///
  /// @param over this run and those before it have ended: nothing is added to them
  /// @return how many bytes
  /// @throws IOException when the node cannot be asked; nothing is lost by it
  long read(int over) throws IOException, InterruptedException {
    long got = 0;
    while (file.isPresent() || begin()) {
      int n = piece(file.get());
      if (n > 0) {
        got += n;
      } else if (n < 0) {
        file = Optional.empty();
        if (!begin()) {
          return got;
        }
      } else if (!next(over)) {
        return got;
      }
    }
    return got;
  }

  /// Finds the file in which the reading goes on.
  private boolean begin() throws IOException, InterruptedException {
    while (true) {
      var all = folder.list();
      var first = all.stream().filter(f -> f.run() >= run).findFirst();
      if (first.isEmpty()) {
        return false;
      }
      if (first.get().run() > run) {
        if (open(first.get(), all)) {
          return true;
        }
        continue;
      }
      var ofRun = all.stream().filter(f -> f.run() == run).toList();
      file = renamed(ofRun);
      if (file.isPresent()) {
        return true;
      }
      position.rewind();
      lines = new CriLines();
      if (open(start(ofRun), all)) {
        return true;
      }
    }
  }

  /// The file that has the last entry in the same place.
  private Optional<LogFileName> renamed(List<LogFileName> ofRun)
      throws IOException, InterruptedException {
    folder.forget();
    if (tail.length == 0) {
      return Optional.empty();
    }
    for (var candidate : ofRun.reversed()) {
      var there = folder.read(candidate, offset - tail.length, tail.length);
      if (there.isPresent() && Arrays.equals(there.get(), tail)) {
        leftAt = Instant.MAX;
        return Optional.of(candidate);
      }
      folder.forget();
    }
    return Optional.empty();
  }

  private void newRun(int number) {
    run = number;
    position = new LogPosition();
    lines = new CriLines();
    sink.begins(run);
  }

  /// The newest file that begins before what is wanted; else the oldest. While a file is rotated,
  /// the runtime writes to both for a moment: of two that fit it is the one with the last line.
  private LogFileName start(List<LogFileName> ofRun) throws IOException, InterruptedException {
    if (position.since().isPresent()) {
      var since = position.since().get();
      for (var candidate : ofRun.reversed()) {
        var first = firstTime(candidate);
        if (first.isPresent() && !first.get().isAfter(since)) {
          boolean alone = candidate.equals(ofRun.getFirst());
          boolean clear = first.get().plus(SETTLED).isBefore(since);
          if (alone || clear || holds(candidate, since)) {
            return candidate;
          }
        }
      }
    }
    return ofRun.getFirst();
  }

  /// Whether the beginning of a file has an entry of this time.
  private boolean holds(LogFileName name, Instant time) throws IOException, InterruptedException {
    var bytes = folder.read(name, 0, PIECE).orElse(new byte[0]);
    folder.forget();
    var found = new AtomicBoolean();
    var _ =
        new CriLines()
            .read(
                bytes,
                0,
                bytes.length,
                (at, _, _, _) -> found.compareAndSet(false, at.equals(time)));
    return found.get();
  }

  private Optional<Instant> firstTime(LogFileName name) throws IOException, InterruptedException {
    var bytes = folder.read(name, 0, TIME);
    folder.forget();
    var text = new String(bytes.orElse(new byte[0]), StandardCharsets.US_ASCII);
    int space = text.indexOf(' ');
    return space < 0 ? Optional.empty() : PodFacts.time(text.substring(0, space));
  }

  /// Begins to read a file, of a new run too. A file may be rotated while one looks, and another
  /// one has its name: so it is known by its first bytes, which are those that belong to the name
  /// when nothing was renamed meanwhile.
  ///
  /// @param seen the files when this one was chosen
  /// @return whether they are the same still; else nothing has happened
  private boolean open(LogFileName name, List<LogFileName> seen)
      throws IOException, InterruptedException {
    folder.forget();
    var first = folder.read(name, 0, TIME);
    folder.forget();
    if (first.isEmpty() || !folder.list().equals(seen)) {
      return false;
    }
    if (name.run() > run) {
      newRun(name.run());
    }
    file = Optional.of(name);
    leftAt = Instant.MAX;
    head = first.get();
    offset = 0;
    tail = new byte[0];
    return true;
  }

  /// Reads on in a file.
  ///
  /// @return how many bytes; -1 when it is no longer the same file
  private int piece(LogFileName name) throws IOException, InterruptedException {
    long from = offset - tail.length;
    var read = folder.read(name, from, PIECE);
    if (read.isEmpty()) {
      return -1;
    }
    var bytes = read.get();
    if (!begins(bytes, from == 0 ? head : tail) || !begins(bytes, tail)) {
      return -1;
    }
    int end = lines.read(bytes, tail.length, bytes.length, this::line);
    int used = end - tail.length;
    offset += used;
    if (used > 0) {
      tail = Arrays.copyOfRange(bytes, lastEntry(bytes, end), end);
    }
    return used;
  }

  private static boolean begins(byte[] bytes, byte[] with) {
    return bytes.length >= with.length
        && Arrays.mismatch(bytes, 0, with.length, with, 0, with.length) < 0;
  }

  /// Where the entry begins that ends before this.
  private static int lastEntry(byte[] bytes, int end) {
    int at = end - 1;
    while (at > 0 && bytes[at - 1] != '\n') {
      at--;
    }
    return at;
  }

  private void line(Instant at, byte[] text, int from, int to) throws InterruptedException {
    if (position.isNew(at)) {
      sink.line(run, at, new String(text, from, to - from, StandardCharsets.UTF_8));
    }
  }

  /// Goes on to the next file, of this run or the next, when this one is read to its end.
  private boolean next(int over) throws IOException, InterruptedException {
    var now = file.orElseThrow();
    if (now.isNewest() && now.run() > over) {
      return false;
    }
    var all = folder.list();
    var following = all.stream().filter(f -> LogFileName.BY_AGE.compare(f, now) > 0).findFirst();
    if (following.isEmpty() || !isSettled(now)) {
      return false;
    }
    // with other files than a moment ago it is looked at once more
    var _ = open(following.get(), all);
    return true;
  }

  private boolean isSettled(LogFileName name) {
    if (name.isNewest() || name.packed()) {
      return true;
    }
    var now = Instant.now();
    if (leftAt.equals(Instant.MAX)) {
      leftAt = now;
    }
    return Duration.between(leftAt, now).compareTo(SETTLED) >= 0;
  }

  /// Whether a rotated file waits to be left.
  boolean isSettling() {
    return !leftAt.equals(Instant.MAX);
  }
}
