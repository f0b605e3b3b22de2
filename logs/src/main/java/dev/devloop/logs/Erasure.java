package dev.devloop.logs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes secret values out of all files of a store, and remembers of which that was done.
final class Erasure {

  private static final Logger LOG = LoggerFactory.getLogger(Erasure.class);

  private final Path folder;
  private final SegmentRow segments;
  private final ReentrantLock lock = new ReentrantLock();

  Erasure(Path folder, SegmentRow segments) {
    this.folder = folder;
    this.segments = segments;
  }

  /// Overwrites values that have just become known.
  ///
  /// @param lastAtOpening up to this line an earlier daemon may have done it
  void erase(Collection<String> values, long lastAtOpening) {
    lock.lock();
    try {
      var known = new ErasedValues(folder.resolve("erased"));
      var fresh = values.stream().filter(value -> !known.contains(value)).toList();
      overwrite(fresh, 0);
      overwrite(values.stream().filter(known::contains).toList(), lastAtOpening + 1);
      known.add(fresh);
    } catch (IOException e) {
      LOG.warn("values stay in {}, but are not shown: {}", folder, e.getMessage());
    } finally {
      lock.unlock();
    }
  }

  private void overwrite(List<String> values, long from) throws IOException {
    var eraser = new Eraser(values);
    for (var segment : segments.all()) {
      eraser.erase(segment, from);
    }
  }
}
