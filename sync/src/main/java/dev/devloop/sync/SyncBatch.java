package dev.devloop.sync;

import dev.devloop.core.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Files of one service that arrived together.
///
/// @param at when the receipt came
/// @param files how many files, folders and links were made, changed or removed
/// @param bytes of their contents
/// @param containers how many have them; 0 when none runs, in which case the next one begins with
///   them
/// @param latency from the event of the newest save among them to the receipt
/// @param verified whether what was read back in each container is what the host had
/// @param paths of the first 10, in the container
public record SyncBatch(
    ServiceName service,
    Instant at,
    int files,
    long bytes,
    int containers,
    Duration latency,
    boolean verified,
    List<String> paths) {

  public SyncBatch {
    paths = List.copyOf(paths);
  }
}
