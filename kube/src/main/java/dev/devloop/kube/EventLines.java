package dev.devloop.kube;

import dev.devloop.core.LogKind;
import dev.devloop.core.LogLevel;
import dev.devloop.core.LogLine;
import dev.devloop.core.LogOrigin;
import dev.devloop.core.ServiceName;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes log lines out of Kubernetes' events: one each time that an event happens again. Of normal
/// events only those of pods are told, at the lowest level.
final class EventLines {

  private static final String FAILED_PROBE = "Unhealthy";

  /// Pods that are gone are named by events for a while.
  private static final int PODS_KEPT = 1000;

  private final LogKeeper keeper;

  /// By name of the pod.
  private final Map<String, ServiceName> services =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ServiceName> eldest) {
          return size() > PODS_KEPT;
        }
      };

  EventLines(LogKeeper keeper) {
    this.keeper = keeper;
  }

  synchronized void pod(Pod pod, ServiceName service) {
    services.put(pod.getMetadata().getName(), service);
  }

  void take(Event event) {
    int count = count(event);
    var uid = event.getMetadata().getUid();
    boolean known = keeper.place(uid, "").map(place -> place.run() >= count).orElse(false);
    boolean warning = "Warning".equals(event.getType());
    if (known || (!warning && !isOfPod(event))) {
      return;
    }
    var kind = FAILED_PROBE.equals(event.getReason()) ? LogKind.PROBE : LogKind.EVENT;
    var origin = new LogOrigin(kind, service(event), instance(event), uid, "", count);
    var level = warning ? LogLevel.WARN : LogLevel.DEBUG;
    var text = event.getReason() + ": " + Optional.ofNullable(event.getMessage()).orElse("");
    try {
      keeper.keep(LogLine.of(origin, time(event), level, text.replace('\n', ' ').strip()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isOfPod(Event event) {
    return "Pod".equals(event.getInvolvedObject().getKind());
  }

  private static String instance(Event event) {
    return isOfPod(event) ? event.getInvolvedObject().getName() : "";
  }

  /// Of a pod that is known, else that of the longest name that the object's begins with.
  private synchronized Optional<ServiceName> service(Event event) {
    var name = Optional.ofNullable(event.getInvolvedObject().getName()).orElse("");
    var known = Optional.ofNullable(services.get(name));
    return known.or(() ->
        services.values().stream()
            .distinct()
            .filter(s -> name.equals(s.value()) || name.startsWith(s.value() + "-"))
            .max(java.util.Comparator.comparingInt(s -> s.value().length())));
  }

  private static int count(Event event) {
    return Stream.of(
            Optional.ofNullable(event.getSeries()).map(s -> s.getCount()),
            Optional.ofNullable(event.getCount()))
        .flatMap(Optional::stream)
        .mapToInt(Integer::intValue)
        .max()
        .orElse(1);
  }

  private static Instant time(Event event) {
    return Stream.of(
            Optional.ofNullable(event.getSeries())
                .flatMap(s -> Optional.ofNullable(s.getLastObservedTime()))
                .map(t -> t.getTime()),
            Optional.ofNullable(event.getLastTimestamp()),
            Optional.ofNullable(event.getEventTime()).map(t -> t.getTime()),
            Optional.ofNullable(event.getMetadata().getCreationTimestamp()))
        .flatMap(Optional::stream)
        .flatMap(text -> PodFacts.time(text).stream())
        .findFirst()
        .orElse(Instant.EPOCH);
  }
}
