package dev.devloop.logs;

import dev.devloop.core.LogKind;
import dev.devloop.core.LogOrigin;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// How far each container's log is stored, those that were heard of last at the end. Every segment
/// begins with them, so that they outlive the lines they come from. Not for several threads.
final class Marks implements Segment.Listener {

  /// A project has tens of containers; pods that are long gone may be forgotten.
  private static final int CONTAINERS_KEPT = 1000;

  /// Kubernetes forgets events after an hour.
  private static final int EVENTS_KEPT = 300;

  private record Key(String uid, String container) {}

  /// Changed with every line.
  private static final class Place {
    LogOrigin origin;
    long at;
    int count;

    Place(LogOrigin origin, long at, int count) {
      this.origin = origin;
      this.at = at;
      this.count = count;
    }

    LogMark mark() {
      return new LogMark(origin.run(), Entry.instant(at), count);
    }
  }

  private static final long NEVER = Entry.nanos(Instant.EPOCH);

  private final SequencedMap<Key, Place> places = new LinkedHashMap<>(16, 0.75f, true);

  Optional<LogMark> mark(String uid, String container) {
    return Optional.ofNullable(places.get(new Key(uid, container))).map(Place::mark);
  }

  @Override
  public void origin(LogOrigin origin, LogMark mark) {
    if (origin.uid().isEmpty()) {
      return;
    }
    var key = new Key(origin.uid(), origin.container());
    var before = places.get(key);
    if (before == null || isNewer(origin, mark, before)) {
      places.put(key, new Place(origin, Entry.nanos(mark.at()), mark.count()));
    }
  }

  private static boolean isNewer(LogOrigin origin, LogMark mark, Place before) {
    return origin.run() > before.origin.run()
        || (origin.run() == before.origin.run() && Entry.nanos(mark.at()) > before.at);
  }

  @Override
  public void line(LogOrigin origin, long at) {
    if (origin.uid().isEmpty()) {
      return;
    }
    var place =
        places.computeIfAbsent(
            new Key(origin.uid(), origin.container()), _ -> new Place(origin, NEVER, 0));
    if (origin.run() > place.origin.run()) {
      place.origin = origin;
      place.at = NEVER;
    }
    if (origin.run() == place.origin.run()) {
      place.count = at == place.at ? place.count + 1 : 1;
      place.at = at;
    }
  }

  /// What the next segment begins with.
  List<Map.Entry<LogOrigin, LogMark>> kept() {
    return Stream.concat(newest(false).limit(EVENTS_KEPT), newest(true).limit(CONTAINERS_KEPT))
        .map(place -> Map.entry(place.origin, place.mark()))
        .toList()
        .reversed();
  }

  private Stream<Place> newest(boolean containers) {
    return places.sequencedValues().reversed().stream()
        .filter(place -> (place.origin.kind() == LogKind.APP) == containers);
  }
}
