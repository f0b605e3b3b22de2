package dev.devloop.ui;

import dev.devloop.core.Service;
import dev.devloop.core.ServiceSync;
import dev.devloop.core.SyncReport;
import dev.devloop.core.config.ServiceConfig;
import dev.devloop.core.config.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Live sync in words. Pure.
final class Syncs {

  private Syncs() {}

  /// The service has something that is kept equal.
  static boolean any(ServiceConfig service) {
    return !service.sync().isEmpty() || !service.pull().isEmpty();
  }

  /// What the row of a service says beside its phase; empty when there is nothing to say.
  static List<String> notes(Service service) {
    var sync = service.sync();
    var notes = new ArrayList<String>();
    if (sync.paused()) {
      notes.add("sync paused");
    } else if (any(service.config()) && service.config().trigger() == Trigger.MANUAL) {
      notes.add("sync by hand");
    }
    if (sync.pending() > 0) {
      notes.add(sync.pending() + (sync.pending() == 1 ? " file waits" : " files wait"));
    }
    sync.last().ifPresent(last -> notes.add("saved " + millis(last.latency()) + median(sync)));
    return notes;
  }

  private static String median(ServiceSync sync) {
    return sync.batches().size() < 2
        ? ""
        : sync.latency(0.5).map(t -> " (median " + millis(t) + ")").orElse("");
  }

  /// Such as `7 ms`, `1.2 s`.
  static String millis(Duration time) {
    return time.toMillis() < 1000
        ? time.toMillis() + " ms"
        : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }

  /// A comparison, a line for each container and each difference.
  static List<String> lines(SyncReport report) {
    var lines = new ArrayList<String>();
    for (var container : report.containers()) {
      var name = container.service() + "  " + container.pod() + "/" + container.container();
      var different = container.different();
      lines.add(
          name
              + "  "
              + container.checked()
              + " files: "
              + (different.isEmpty()
                  ? "equal"
                  : different.size() + " different, " + container.repaired() + " put right"));
      different.forEach(d -> lines.add("  " + d.path() + "  " + word(d.is())));
    }
    report.missing().forEach(s -> lines.add(s + "  did not answer"));
    if (lines.isEmpty()) {
      lines.add("nothing to compare: no running service has sync rules");
    }
    return lines;
  }

  private static String word(String is) {
    return switch (is) {
      case "missing" -> "was missing";
      case "content" -> "had another content";
      case "type" -> "was of another kind";
      case "mode" -> "had another mode";
      case "present" -> "was there, but is gone on the host";
      default -> is;
    };
  }
}
