package dev.devloop.daemon;

import dev.devloop.core.DevloopException;
import dev.devloop.core.Instance;
import dev.devloop.core.PodUsage;
import dev.devloop.core.ServiceName;
import dev.devloop.core.State;
import dev.devloop.ui.Usage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What services use, measured when somebody wants to know: however many pages ask, the cluster is
/// asked once in a while, and not at all when none is open.
final class UsageMeter {

  /// The kubelet itself measures every 10 to 15 s.
  private static final Duration FRESH = Duration.ofSeconds(4);

  private final Link link;
  private final Clock clock;
  private Usage newest = new Usage(Instant.EPOCH, Map.of());

  UsageMeter(Link link, Clock clock) {
    this.link = link;
    this.clock = clock;
  }

  synchronized Usage now(State state) {
    var at = clock.instant();
    if (newest.at().plus(FRESH).isBefore(at)) {
      newest = new Usage(at, measure(state));
    }
    return newest;
  }

  private Map<ServiceName, Usage.Amount> measure(State state) {
    if (state.cluster().access().isEmpty() || state.config().isEmpty()) {
      return Map.of();
    }
    try {
      return byService(state, link.runtime().usage(state.config().get(), nodes(state)));
    } catch (DevloopException _) {
      return Map.of(); // a cluster that does not answer is shown elsewhere
    }
  }

  private static Set<String> nodes(State state) {
    return state.services().values().stream()
        .flatMap(s -> s.observed().instances().stream())
        .map(Instance::node)
        .filter(n -> !n.isEmpty())
        .collect(Collectors.toSet());
  }

  private static Map<ServiceName, Usage.Amount> byService(State state, Map<String, PodUsage> pods) {
    var all = new LinkedHashMap<ServiceName, Usage.Amount>();
    for (var service : state.services().values()) {
      var mine =
          service.observed().instances().stream()
              .filter(i -> pods.containsKey(i.name()))
              .map(i -> pods.getOrDefault(i.name(), new PodUsage(0, 0)))
              .toList();
      if (!mine.isEmpty()) {
        all.put(
            service.name(),
            new Usage.Amount(
                mine.stream().mapToLong(PodUsage::memory).sum(),
                mine.stream().mapToDouble(PodUsage::cpu).sum()));
      }
    }
    return all;
  }
}
