package dev.devloop.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.LongStream;

/// The files of a store, the oldest first. For any thread that reads; one at a time adds and drops.
final class SegmentRow {

  /// How many files a store is made of, about: so much of it goes at once.
  private static final int SEGMENTS = 32;

  private static final long LARGEST = 8L << 20;
  private static final long SMALLEST = 64L << 10;

  private final ConcurrentNavigableMap<Long, Segment> segments = new ConcurrentSkipListMap<>();
  private volatile long limit;

  /// @param limit of all files together, in bytes, about
  SegmentRow(long limit) {
    this.limit = limit;
  }

  /// Takes up what an earlier process has left.
  void find(Path folder) throws IOException {
    for (var file : SegmentFiles.in(folder)) {
      segments.put(SegmentFiles.first(file), Segment.left(file, SegmentFiles.first(file)));
    }
  }

  void add(Segment segment) {
    segments.put(segment.first(), segment);
  }

  Collection<Segment> all() {
    return segments.values();
  }

  Optional<Segment> newest() {
    return Optional.ofNullable(segments.lastEntry()).map(e -> e.getValue());
  }

  /// The newest ones, the older of them first.
  List<Segment> newest(int count) {
    return segments.descendingMap().values().stream().limit(count).toList().reversed();
  }

  /// The number of the oldest line.
  Optional<Long> first() {
    return Optional.ofNullable(segments.firstEntry()).map(e -> e.getKey());
  }

  long bytes() {
    return segments.values().stream().mapToLong(SegmentFiles::size).sum();
  }

  /// The numbers of lines that are errors, the newest first.
  LongStream errors() {
    return segments.descendingMap().values().stream().flatMapToLong(Segment::errors);
  }

  /// How large a file becomes before the next one is begun.
  long segmentSize() {
    return Math.clamp(limit / SEGMENTS, SMALLEST, LARGEST);
  }

  void limit(long bytes) throws IOException {
    limit = bytes;
    dropOldest();
  }

  /// Makes room for the newest, which stays.
  void dropOldest() throws IOException {
    long keep = Math.max(1, limit - segmentSize());
    while (segments.size() > 1 && bytes() > keep) {
      var oldest = segments.pollFirstEntry().getValue();
      Files.deleteIfExists(oldest.file());
    }
  }

  /// Shows the lines after a number, in order.
  ///
  /// @param until lines after this one are not looked for
  void forward(long after, long until, RawLine.Visitor visitor) {
    long from = Optional.ofNullable(segments.floorKey(after + 1)).orElse(0L);
    for (var segment : segments.tailMap(from).values()) {
      if (segment.first() > until || !segment.forward(after, visitor)) {
        return;
      }
    }
  }

  /// Shows the lines before a number, the newest first.
  void backward(long before, RawLine.Visitor visitor) {
    for (var segment : segments.headMap(before).descendingMap().values()) {
      if (!segment.backward(before, visitor)) {
        return;
      }
    }
  }
}
