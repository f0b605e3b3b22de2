package dev.devloop.daemon;

import dev.devloop.core.ClusterAccess;
import dev.devloop.core.DevloopException;
import dev.devloop.core.Service;
import dev.devloop.core.ServiceName;
import dev.devloop.core.State;
import dev.devloop.core.config.DevConfig;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes what earlier deploys have left in engine, registry and node. It takes the node about as
/// long as a deploy does, and nobody waits for it: it is done once nothing has been deployed for a
/// while, and every now and then when there is no such while. Tidiness is no reason to fail.
final class Tidying implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Tidying.class);

  /// Longer than from one save to the next of somebody who tries things out: the second that it
  /// takes of the machine would be the next build's (0.2 s of 1.4 s, measured).
  private static final Duration QUIET = Duration.ofSeconds(10);

  /// Who saves all the time must not fill the disk.
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /// Removes old images of a service from engine and registry.
  interface Images {
    void prune(String project, ServiceName service, ClusterAccess access, Set<String> inUse);
  }

  /// Removes built images that nothing uses from a cluster's node.
  interface Node {
    void prune(String cluster, Set<String> keep);
  }

  /// Removes more, so that all takes no more than so many bytes.
  interface Disk {
    void hold(long limit, String project, ClusterAccess access, Set<String> inUse);
  }

  private final Images images;
  private final Node node;
  private final Disk disk;
  private final Supplier<State> state;
  private final Duration quiet;
  private final Duration longest;
  private final Set<ServiceName> wanted = ConcurrentHashMap.newKeySet();
  private final Semaphore news = new Semaphore(0);
  private final Thread thread;

  Tidying(Images images, Node node, Disk disk, Supplier<State> state) {
    this(images, node, disk, state, QUIET, LONGEST);
  }

  Tidying(
      Images images,
      Node node,
      Disk disk,
      Supplier<State> state,
      Duration quiet,
      Duration longest) {
    this.images = images;
    this.node = node;
    this.disk = disk;
    this.state = state;
    this.quiet = quiet;
    this.longest = longest;
    this.thread = Thread.ofVirtual().name("tidying").start(this::run);
  }

  /// A new image of the service was deployed. Returns at once.
  void after(ServiceName service) {
    wanted.add(service);
    news.release();
  }

  /// The config may allow another amount of disk space now. Returns at once.
  void look() {
    news.release();
  }

  private void run() {
    try {
      while (true) {
        news.acquire();
        var latest = System.nanoTime() + longest.toNanos();
        do {
          news.drainPermits();
        } while ((hasNews() && System.nanoTime() < latest) || busy());
        tidy();
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  /// Whether some have come before it was quiet for long enough.
  private boolean hasNews() throws InterruptedException {
    return news.tryAcquire(quiet.toMillis(), TimeUnit.MILLISECONDS);
  }

  private boolean busy() {
    return !state.get().running().isEmpty();
  }

  private void tidy() {
    var now = state.get();
    if (now.config().isEmpty() || now.cluster().access().isEmpty()) {
      return;
    }
    var services = Set.copyOf(wanted);
    wanted.removeAll(services);
    try {
      tidy(now, now.config().get(), now.cluster().access().get(), services);
    } catch (DevloopException e) {
      LOG.info("old images could not be removed: {}", e.getMessage());
    }
  }

  private void tidy(State now, DevConfig config, ClusterAccess access, Set<ServiceName> services) {
    for (var name : services) {
      now.services().values().stream()
          .filter(service -> service.name().equals(name))
          .forEach(service -> images.prune(config.project(), name, access, inUse(service)));
    }
    var keep =
        now.services().values().stream()
            .flatMap(service -> inUse(service).stream())
            .collect(Collectors.toSet());
    node.prune(access.name(), keep);
    config.upkeep().disk().ifPresent(limit -> disk.hold(limit, config.project(), access, keep));
  }

  private static Set<String> inUse(Service service) {
    return Stream.of(
            service.image().delivered().orElse(""),
            service.image().reference(),
            service.observed().image())
        .filter(image -> !image.isEmpty())
        .collect(Collectors.toSet());
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
