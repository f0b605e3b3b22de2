package dev.devloop.sync;

import dev.devloop.core.ServiceName;
import dev.devloop.core.config.ChangeRule.Action;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// What a listener has been told of one service, so that it is told what is new.
final class Told {

  private static final long PENDING_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /// How often a path is sent that is read back as something else: something in the container
  /// writes it as well.
  private static final int TRIES = 3;

  private final ServiceName name;
  private final SyncListener listener;
  private final Map<String, String> refused = new LinkedHashMap<>();
  private final Set<Path> unreadable = new LinkedHashSet<>();
  private final Map<String, Integer> tries = new HashMap<>();
  private final Set<Action> actions = new LinkedHashSet<>();
  private final Set<Path> actionPaths = new LinkedHashSet<>();
  private final Set<String> adopted = new LinkedHashSet<>();
  private final Set<String> containers = new HashSet<>();
  private int pending;
  private String held = "";
  private long pendingAt = System.nanoTime() - PENDING_NANOS;
  private boolean pendingLate;

  Told(ServiceName name, SyncListener listener) {
    this.name = name;
    this.listener = listener;
  }

  void rebuild(Set<Path> paths) {
    if (!paths.isEmpty()) {
      listener.rebuild(name, paths);
    }
  }

  /// @param wanted what `onChange` wants because of a path, once it has arrived
  void actions(List<Action> wanted, Path path) {
    if (!wanted.isEmpty()) {
      actions.addAll(wanted);
      actionPaths.add(path);
    }
  }

  /// Paths that go with the next whole tree.
  void adopted(Collection<String> paths) {
    adopted.addAll(paths);
  }

  /// @return paths to be sent again
  Set<String> arrived(Flight flight, boolean hasBuild) {
    var whole = flight.isWhole();
    var again = retries(flight);
    var paths = whole ? List.copyOf(adopted) : flight.paths();
    var files = whole ? adopted.size() : flight.files();
    refusals(flight, whole, hasBuild);
    if (whole) {
      adopted.clear();
    }
    if (files > 0) {
      var verified = flight.refused().isEmpty() && flight.different().isEmpty();
      listener.synced(
          new SyncBatch(
              name,
              Instant.now(),
              files,
              flight.bytes(),
              flight.containers(),
              Duration.ofNanos(System.nanoTime() - flight.begun()),
              verified,
              paths.stream().limit(10).toList()));
    }
    if (!flight.different().isEmpty()) {
      listener.repaired(name, flight.different().stream().limit(20).toList());
    }
    if (flight.containers() > 0) {
      act();
    }
    return again;
  }

  private Set<String> retries(Flight flight) {
    var again = new HashSet<String>();
    for (var path : flight.different()) {
      if (tries.merge(path, 1, Integer::sum) < TRIES) {
        again.add(path);
      } else {
        flight.refused().put(path, "holds something else right after it was written");
      }
    }
    tries.keySet().retainAll(again);
    return again;
  }

  private void refusals(Flight flight, boolean whole, boolean hasBuild) {
    var before = Map.copyOf(refused);
    if (whole) {
      refused.clear();
    } else {
      refused.keySet().removeAll(flight.all());
    }
    refused.putAll(flight.refused());
    if (refused.isEmpty() && !before.isEmpty() && unreadable.isEmpty()) {
      listener.accepted(name);
    } else if (!refused.isEmpty() && !refused.equals(before)) {
      var rebuild = hasBuild && SyncProblems.isReadOnly(refused);
      listener.refused(name, SyncProblems.refused(name, refused, hasBuild), rebuild);
    }
  }

  private void act() {
    if (!actions.isEmpty()) {
      listener.changed(name, new ArrayList<>(actions), new LinkedHashSet<>(actionPaths));
      actions.clear();
      actionPaths.clear();
    }
  }

  Set<String> refusedPaths() {
    return refused.keySet();
  }

  void unreadable(Collection<Path> paths) {
    if (unreadable.addAll(paths)) {
      listener.refused(name, SyncProblems.unreadable(name, unreadable), false);
    }
  }

  Set<Path> forgetUnreadable() {
    var all = Set.copyOf(unreadable);
    unreadable.clear();
    return all;
  }

  void pulled(Pulls.Result result) {
    switch (result) {
      case Pulls.Result.Same _ -> {
        // nothing to tell
      }
      case Pulls.Result.Written(var host) -> listener.pulled(name, Set.of(host));
      case Pulls.Result.Refused(var host, var path, var pod) ->
          listener.refused(name, SyncProblems.pullRefused(name, host, path, pod), false);
    }
  }

  void repaired(List<String> paths) {
    if (!paths.isEmpty()) {
      listener.repaired(name, paths.stream().limit(20).toList());
    }
  }

  void container(Frame frame) {
    var header = frame.header();
    var id = Json.text(header, "id");
    if (Json.text(header, "state").equals("stopped")) {
      containers.remove(id);
    } else if (containers.add(id)) {
      listener.started(
          name,
          Json.text(header, "pod"),
          Json.text(header, "container"),
          (int) Json.number(header, "written", 0));
      act();
    }
  }

  void pending(int paths, String why) {
    var reason = paths == 0 ? "" : why;
    if (paths == pending && reason.equals(held)) {
      pendingLate = false;
      return;
    }
    var edge = paths == 0 || pending == 0 || !reason.equals(held);
    pendingLate = !edge && System.nanoTime() - pendingAt < PENDING_NANOS;
    if (!pendingLate) {
      pending = paths;
      held = reason;
      pendingAt = System.nanoTime();
      listener.pending(name, paths, reason);
    }
  }

  Optional<Duration> wakeUp() {
    return pendingLate ? Optional.of(Duration.ofNanos(PENDING_NANOS)) : Optional.empty();
  }
}
