package dev.devloop.sync;

import dev.devloop.core.Problem;
import dev.devloop.core.ServiceName;
import dev.devloop.core.config.ServiceConfig;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All services of a project: what the watch and the stream tell goes to the lanes that it
/// concerns.
final class Lanes implements FolderWatch.Hearer, AgentLink.Hearer, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

  private final SyncConfig config;
  private final SyncListener listener;
  private final ExecutorService control =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("sync control").factory());

  /// Replaced as a whole; read by the watching threads.
  private volatile Map<ServiceName, Service> services = Map.of();

  private volatile boolean isConfigured;
  private volatile Runnable reload = () -> {};
  private volatile Seen seen = (_, _) -> {};

  // used by the control thread only
  private Optional<Session> session = Optional.empty();
  private Map<String, AgentLink.Known> agent = Map.of();

  private record Service(ServiceConfig config, ServiceRules rules, Lane lane) {}

  Lanes(SyncConfig config, SyncListener listener) {
    this.config = config;
    this.listener = listener;
  }

  void configure(List<ServiceConfig> wanted, FolderWatch watch) {
    seen = watch::saw;
    control.execute(() -> tryToApply(wanted, watch, false));
    reload = () -> control.execute(() -> tryToApply(wanted, watch, true));
  }

  private void tryToApply(List<ServiceConfig> wanted, FolderWatch watch, boolean anew) {
    try {
      apply(wanted, watch, anew);
    } catch (ClosedWatchServiceException _) {
      // closed in the meantime
    } catch (RuntimeException e) {
      LOG.error("the services to sync were not taken over", e);
    }
  }

  private void apply(List<ServiceConfig> wanted, FolderWatch watch, boolean anew) {
    var before = services;
    var after = new LinkedHashMap<ServiceName, Service>();
    for (var service : wanted) {
      var old = before.get(service.name());
      if (old != null && old.config().equals(service) && !anew) {
        after.put(service.name(), old);
      } else {
        var rules = rules(service);
        var lane = old == null ? open(service, rules) : old.lane();
        after.put(service.name(), new Service(service, rules, lane));
      }
    }
    services = Map.copyOf(after);
    if (!isConfigured || !after.equals(before)) {
      // what changes from here on is told; what changed before is found by the scan
      var rules = after.values().stream().map(Service::rules).toList();
      var interests = new Interests(config.folder(), rules);
      var listed = Aside.get("sync watch", () -> watch.watch(interests));
      after.forEach((name, service) -> begin(before.get(name), service, listed));
    }
    before.forEach((name, service) -> {
      if (!after.containsKey(name)) {
        service.lane().close();
        drop(name.value());
      }
    });
    isConfigured = true;
    dropUnknown();
  }

  private ServiceRules rules(ServiceConfig service) {
    try {
      return ServiceRules.read(service, config.folder());
    } catch (UncheckedIOException e) {
      LOG.warn("{}: an ignore file cannot be read", service.name(), e);
      return ServiceRules.withoutIgnores(service, config.folder());
    }
  }

  private Lane open(ServiceConfig service, ServiceRules rules) {
    return Lane.start(
        service.name(),
        new LaneWork(service, rules, config, (path, about) -> seen.saw(path, about), listener));
  }

  private void begin(@Nullable Service old, Service service, Listed listed) {
    if (old == null) {
      service.lane().post(work -> work.scan(listed));
      session.ifPresent(to -> attach(to, service));
    } else if (!old.equals(service)) {
      service.lane().post(work -> work.configure(service.config(), service.rules()));
    }
  }

  /// @param names empty means all
  /// @return whether there is one of them
  boolean post(Set<ServiceName> names, Consumer<LaneWork> task) {
    // after what was asked before: a new configuration, for one
    var known = services;
    control.execute(() ->
        services.forEach((name, service) -> {
          if (names.isEmpty() || names.contains(name)) {
            service.lane().post(task);
          }
        }));
    return names.isEmpty() || known.keySet().stream().anyMatch(names::contains);
  }

  /// Likewise, before anything else that is asked.
  void postAtOnce(Set<ServiceName> names, Consumer<LaneWork> task) {
    services.forEach((name, service) -> {
      if (names.isEmpty() || names.contains(name)) {
        service.lane().post(task);
      }
    });
  }

  /// Waits until what was asked before is done: a new configuration, for one.
  void catchUp() {
    inControl(() -> {});
  }

  /// Services that sync anything, or a certain path.
  Set<ServiceName> concernedBy(Optional<Path> path) {
    var names = new HashSet<ServiceName>();
    services.forEach((name, service) -> {
      var rules = service.rules();
      var sources = rules.sources();
      if (path.isEmpty()
          ? !sources.isEmpty()
          : rules.target(path.get()).isPresent()
              || sources.stream().anyMatch(source -> source.startsWith(path.get()))) {
        names.add(name);
      }
    });
    return names;
  }

  @Override
  public void changed(Collection<Path> paths, long at) {
    for (var service : services.values()) {
      if (paths.stream().anyMatch(service.rules()::isIgnoreFile)) {
        reload.run();
      }
      var ours = paths.stream().flatMap(path -> concerning(service, path)).toList();
      if (!ours.isEmpty()) {
        service.lane().post(work -> work.changed(ours, at));
      }
    }
  }

  private static Stream<LaneWork.Changed> concerning(Service service, Path path) {
    return service.rules().concerning(path).map(fate -> new LaneWork.Changed(path, fate)).stream();
  }

  @Override
  public void entered(Path folder, long at) {
    for (var service : services.values()) {
      concerning(service, folder)
          .forEach(change -> service.lane().post(work -> work.entered(change, at)));
    }
  }

  @Override
  public void lost() {
    services.values().forEach(service -> service.lane().post(LaneWork::lost));
  }

  @Override
  public void limited(Problem problem) {
    listener.watchLimited(problem);
  }

  @Override
  public void attached(Session to, Map<String, AgentLink.Known> known) {
    // what the stream tells next must find it
    inControl(() -> {
      session = Optional.of(to);
      agent = new HashMap<>(known);
      services.values().forEach(service -> attach(to, service));
      dropUnknown();
      listener.attached();
    });
  }

  private void inControl(Runnable task) {
    try {
      control.submit(task).get();
    } catch (RejectedExecutionException | ExecutionException e) {
      LOG.debug("closed already", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void attach(Session to, Service service) {
    var known =
        agent.getOrDefault(service.config().name().value(), new AgentLink.Known(0, NOTHING));
    service.lane().post(work -> work.attached(to, known.seq(), known.digest()));
  }

  /// The digest of an empty tree.
  private static final String NOTHING = new HostTree().digest();

  private void dropUnknown() {
    if (isConfigured) {
      for (var name : List.copyOf(agent.keySet())) {
        if (!services.containsKey(new ServiceName(name))) {
          drop(name);
        }
      }
    }
  }

  private void drop(String name) {
    agent.remove(name);
    session.ifPresent(to -> {
      try {
        to.send("drop", Map.of("service", name));
      } catch (StreamLostException _) {
        // told by its reader; it is asked again when there is a stream
      }
    });
  }

  @Override
  public void frame(Session from, Frame frame) {
    switch (frame.type()) {
      // these name no service: whom they concern knows it
      case "need", "blob" ->
          services.values().forEach(s -> s.lane().post(w -> w.receive(from, frame)));
      case "error" -> LOG.warn("the sync agent: {}", frame.header());
      default -> {
        var service = services.get(new ServiceName(frame.service()));
        if (service != null) {
          service.lane().post(work -> work.receive(from, frame));
        }
      }
    }
  }

  @Override
  public void lost(Session lost) {
    inControl(() -> {
      session = session.filter(now -> !now.equals(lost));
      services.values().forEach(service -> service.lane().post(work -> work.detached(lost)));
    });
  }

  @Override
  public void detached(Problem problem) {
    listener.detached(problem);
  }

  @Override
  public void close() {
    control.shutdown();
    try {
      if (!control.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("the sync is still busy");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    services.values().forEach(service -> service.lane().close());
  }
}
