package dev.devloop.kube;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/// Looks up in the cluster what [Sight] asks for: on threads of its own, once for each run of a
/// container.
final class LiveClues implements Sight.Clues, AutoCloseable {

  /// Enough for a stack trace's head, and still a glance.
  private static final int LINES = 20;

  /// Of one such line: more is no longer read by a person.
  private static final int WIDTH = 500;

  private final KubernetesClient client;
  private final Instant started;
  private final long opened = System.nanoTime();
  private final LogSource source;
  private final Runnable found;
  private final Endpoints endpoints;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private final Map<String, Optional<List<String>>> tails = new ConcurrentHashMap<>();
  private final Map<String, List<String>> shown = new ConcurrentHashMap<>();
  private volatile Map<String, List<Event>> warnings = Map.of();
  private volatile Instant awake = Instant.EPOCH;
  private final Set<String> logged = ConcurrentHashMap.newKeySet();
  private final Map<String, PodBoard> reading = new ConcurrentHashMap<>();

  /// @param started when the node was started
  /// @param found told when an answer has come
  LiveClues(KubernetesClient client, Instant started, Runnable found) {
    this.client = client;
    this.started = started;
    this.source = new LogSource(client);
    this.found = found;
    this.endpoints = new Endpoints(client, threads, found);
  }

  @Override
  public Instant awake() {
    return awake;
  }

  /// Both times are of one clock, but that may have been set back meanwhile: not for ever.
  @Override
  public Instant started() {
    return System.nanoTime() - opened < Patience.KUBELET_LOOKS.toNanos() ? started : Instant.EPOCH;
  }

  @Override
  public boolean isRouted(Pod pod) {
    return endpoints.leadTo(pod);
  }

  /// The cluster was away until now.
  void woke() {
    awake = Instant.now();
  }

  @Override
  public List<Event> warnings(Pod pod) {
    return warnings.getOrDefault(pod.getMetadata().getUid(), List.of());
  }

  /// While those of a new run are on their way, those of the run before stand for them: a service
  /// that crashes again and again does not look well in between.
  @Override
  public Optional<List<String>> lastLines(Pod pod, Trouble.Tail tail, Watched watched) {
    var container = pod.getMetadata().getUid() + " " + tail.container();
    var known = tails.get(tail.run());
    if (known == null) {
      tails.put(tail.run(), Optional.empty());
      threads.execute(() -> fetch(place(pod, tail.container()), tail, watched));
    } else if (known.isPresent()) {
      shown.put(container, known.get());
    }
    return Optional.ofNullable(shown.get(container));
  }

  private void fetch(LogSource.Place place, Trouble.Tail tail, Watched watched) {
    var lines = List.<String>of();
    try {
      var scrubber = new Scrubber(watched.secrets());
      lines =
          source.lastLines(place, tail.previous(), LINES).stream()
              .map(scrubber::clean)
              .map(line -> line.length() > WIDTH ? line.substring(0, WIDTH) + "..." : line)
              .toList();
    } catch (IOException e) {
      // the run's log is gone: the problem stands without it
      lines = List.of("(its log could not be read: " + e.getMessage() + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    tails.put(tail.run(), Optional.of(lines));
    found.run();
  }

  /// Asks at first what an earlier daemon found: the line may have been rotated away since.
  @Override
  public boolean hasLogged(Pod pod, ContainerStatus status, String text, Watched watched) {
    var id = String.valueOf(status.getContainerID());
    var key = id + " " + text;
    if (logged.contains(key)
        || Labels.annotation(pod.getMetadata(), Labels.LOG_READY).equals(mark(key))) {
      return true;
    }
    var board = reading.get(key);
    if (board != null) {
      board.put(pod);
    } else {
      var fresh = new PodBoard();
      fresh.put(pod);
      reading.put(key, fresh);
      threads.execute(() -> watch(pod, status, text, key, fresh));
    }
    return false;
  }

  private void watch(Pod pod, ContainerStatus status, String text, String key, PodBoard board) {
    var container =
        new LogContainer(
            new dev.devloop.core.ServiceName(Labels.annotation(pod.getMetadata(), Labels.SERVICE)),
            pod.getMetadata().getUid(),
            place(pod, status.getName()));
    // lines of an earlier run of the container do not count; its start is cut to a whole second
    Optional<Instant> start = PodFacts.runningSince(status);
    var follower =
        new LogFollower(
            source,
            container,
            board,
            LogFollower.FIRST,
            new LogPosition(),
            start,
            (_, line) -> {
              if (!line.text().contains(text)) {
                return true;
              }
              logged.add(key);
              return false;
            });
    try {
      follower.follow();
      if (logged.contains(key)) {
        found.run();
        remember(pod, key);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      reading.remove(key);
    }
  }

  private void remember(Pod pod, String key) {
    try {
      client
          .pods()
          .inNamespace(pod.getMetadata().getNamespace())
          .withName(pod.getMetadata().getName())
          .edit(live ->
              new PodBuilder(live)
                  .editMetadata()
                  .addToAnnotations(Labels.LOG_READY, mark(key))
                  .endMetadata()
                  .build());
    } catch (KubernetesClientException e) {
      // only a later daemon would have needed it, and it can read the log itself
      return;
    }
  }

  private static String mark(String key) {
    return Digest.of(key);
  }

  private static LogSource.Place place(Pod pod, String container) {
    return new LogSource.Place(
        pod.getMetadata().getNamespace(), pod.getMetadata().getName(), container);
  }

  /// Forgets what belongs to pods that are gone.
  ///
  /// @param warningsNow of pods, by their UIDs
  void keep(Collection<Pod> pods, Map<String, List<Event>> warningsNow) {
    warnings = warningsNow;
    var ids = ConcurrentHashMap.<String>newKeySet();
    for (var pod : pods) {
      for (var status : PodFacts.statuses(pod)) {
        ids.add(String.valueOf(status.getContainerID()));
        PodFacts.ended(status).ifPresent(end -> ids.add(String.valueOf(end.getContainerID())));
        PodFacts.endedBefore(status)
            .ifPresent(end -> ids.add(String.valueOf(end.getContainerID())));
      }
    }
    tails.keySet().removeIf(run -> !ids.contains(run.substring(run.indexOf(' ') + 1)));
    var uids = pods.stream().map(pod -> pod.getMetadata().getUid()).collect(Collectors.toSet());
    shown.keySet().removeIf(key -> !uids.contains(key.substring(0, key.indexOf(' '))));
    logged.removeIf(key -> !ids.contains(key.substring(0, key.indexOf(' '))));
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
