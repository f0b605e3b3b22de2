package dev.devloop.kube;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// A place in the files of one container's log, which only goes forward: through each run with all
/// of its rotated files. Not for several threads.
///
/// A file is known by the last bytes that were read of it, which hold a time in nanoseconds: when
/// they are no longer where they were, it was rotated, and the reading begins anew with the file
/// that was the newest when the last line was printed; what was read of it is passed over.
final class ContainerLog {

  /// How much is asked for at once: what a container that says 10,000 lines a second says in a
  /// tenth of one. Larger pieces fill the young part of a small heap and make it grow.
  private static final int PIECE = 160 * 1024;

  /// Of a packed file, which is fetched anew for each piece.
  private static final int LARGE_PIECE = 2 * 1024 * 1024;

  /// Enough for the time of a line.
  private static final int TAIL = 96;

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

  private final NodeFiles files;
  private final Where where;
  private final Sink sink;

  private int run;
  private LogPosition position;
  private Optional<LogFileName> file = Optional.empty();
  private Instant leftAt = Instant.MAX;
  private long offset;
  private byte[] tail = {};
  private CriLines lines = new CriLines();

  /// @param kept where to go on; empty to begin with the oldest that there is
  ContainerLog(NodeFiles files, Where where, Optional<LogKeeper.Place> kept, Sink sink) {
    this.files = files;
    this.where = where;
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
    var all = list();
    var first = all.stream().filter(f -> f.run() >= run).findFirst();
    if (first.isEmpty()) {
      return false;
    }
    var ofRun = all.stream().filter(f -> f.run() == first.get().run()).toList();
    if (first.get().run() > run) {
      newRun(first.get().run());
      open(first.get());
      return true;
    }
    position.rewind();
    lines = new CriLines();
    open(start(ofRun));
    return true;
  }

  private void newRun(int number) {
    run = number;
    position = new LogPosition();
    lines = new CriLines();
    sink.begins(run);
  }

  /// The newest file that begins before what is wanted; else the oldest.
  private LogFileName start(List<LogFileName> ofRun) throws IOException, InterruptedException {
    if (position.since().isPresent()) {
      for (var candidate : ofRun.reversed()) {
        var first = firstTime(candidate);
        if (first.isPresent() && !first.get().isAfter(position.since().get())) {
          return candidate;
        }
      }
    }
    return ofRun.getFirst();
  }

  private Optional<Instant> firstTime(LogFileName name) throws IOException, InterruptedException {
    var bytes = name.packed() ? unpacked(name, 0) : raw(name, 0, TAIL);
    var text = new String(bytes.orElse(new byte[0]), StandardCharsets.US_ASCII);
    int space = text.indexOf(' ');
    return space < 0 ? Optional.empty() : PodFacts.time(text.substring(0, space));
  }

  private void open(LogFileName name) {
    file = Optional.of(name);
    leftAt = Instant.MAX;
    offset = 0;
    tail = new byte[0];
  }

  /// Reads on in a file.
  ///
  /// @return how many bytes; -1 when it is no longer the same file
  private int piece(LogFileName name) throws IOException, InterruptedException {
    long from = offset - tail.length;
    var read = name.packed() ? unpacked(name, from) : raw(name, from, PIECE);
    if (read.isEmpty()) {
      return -1;
    }
    var bytes = read.get();
    if (bytes.length < tail.length
        || Arrays.mismatch(bytes, 0, tail.length, tail, 0, tail.length) >= 0) {
      return -1;
    }
    int end = lines.read(bytes, tail.length, bytes.length, this::line);
    int used = end - tail.length;
    offset += used;
    tail = Arrays.copyOfRange(bytes, Math.max(0, end - TAIL), end);
    return used;
  }

  private void line(Instant at, byte[] text, int from, int to) throws InterruptedException {
    if (position.isNew(at)) {
      sink.line(run, at, new String(text, from, to - from, StandardCharsets.UTF_8));
    }
  }

  private Optional<byte[]> raw(LogFileName name, long from, int length)
      throws IOException, InterruptedException {
    return files.read(where.node(), path(name), from, length).map(NodeFiles.Piece::bytes);
  }

  /// A packed file does not change: it is read as a whole, 10 MB as a rule.
  private Optional<byte[]> unpacked(LogFileName name, long from)
      throws IOException, InterruptedException {
    var packed = files.read(where.node(), path(name), 0, Integer.MAX_VALUE / 2);
    if (packed.isEmpty()) {
      return Optional.empty();
    }
    try (var in = new GZIPInputStream(new ByteArrayInputStream(packed.get().bytes()))) {
      in.skipNBytes(from);
      return Optional.of(in.readNBytes(LARGE_PIECE));
    }
  }

  private String path(LogFileName name) {
    return where.folder() + "/" + name;
  }

  private List<LogFileName> list() throws IOException, InterruptedException {
    return files.list(where.node(), where.folder()).stream()
        .flatMap(name -> LogFileName.of(name).stream())
        .sorted(LogFileName.BY_AGE)
        .toList();
  }

  /// Goes on to the next file, of this run or the next, when this one is read to its end.
  private boolean next(int over) throws IOException, InterruptedException {
    var now = file.orElseThrow();
    if (now.isNewest() && now.run() > over) {
      return false;
    }
    var all = list();
    var following = all.stream().filter(f -> LogFileName.BY_AGE.compare(f, now) > 0).findFirst();
    if (following.isEmpty() || !isSettled(now)) {
      return false;
    }
    if (following.get().run() > run) {
      newRun(following.get().run());
    }
    open(following.get());
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
