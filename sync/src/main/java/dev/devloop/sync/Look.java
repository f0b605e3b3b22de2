package dev.devloop.sync;

import dev.devloop.files.FileStat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/// One look at the host: what differs from the tree goes into the tree and to an outlet. What is
/// true now is taken, whatever the events said.
final class Look {

  private final ServiceRules rules;
  private final HostTree tree;
  private final Outlet outlet;
  private final Set<String> force;
  private final Map<String, Entry> changed = new LinkedHashMap<>();
  private final List<Path> unreadable = new ArrayList<>();
  private final Set<String> later = new TreeSet<>();

  /// @param force paths to be sent even when they are as before
  Look(ServiceRules rules, HostTree tree, Outlet outlet, Set<String> force) {
    this.rules = rules;
    this.tree = tree;
    this.outlet = outlet;
    this.force = force;
  }

  /// What was put into the tree, by path in the container.
  Map<String, Entry> changed() {
    return changed;
  }

  /// Host paths that may not be read; the containers keep what they have.
  List<Path> unreadable() {
    return unreadable;
  }

  /// Paths to be looked at again soon.
  Set<String> later() {
    return later;
  }

  void at(Collection<String> targets) throws IOException {
    var sorted = new TreeSet<>(PathOrder.BY_BYTES);
    sorted.addAll(targets);
    var sights = new ArrayList<Sight>();
    // absences first, children before their folders
    for (var target : sorted.descendingSet()) {
      try {
        Sight.of(rules, target).ifPresentOrElse(sights::add, () -> absent(target));
      } catch (AccessDeniedException e) {
        unreadable.add(Path.of(e.getFile()));
      }
    }
    for (var sight : sights) {
      if (!sight.about().isFolder()) {
        tree.below(sight.target()).keySet().stream().toList().reversed().forEach(this::absent);
      }
    }
    for (var entry : changed.values()) {
      outlet.add(Outgoing.of(entry), false);
    }
    for (var sight : sights.reversed()) {
      try {
        present(sight);
      } catch (StreamLostException e) {
        throw e;
      } catch (IOException | UncheckedIOException e) {
        failed(sight, e);
      }
    }
  }

  /// A file that became something else, or nothing, is looked at again.
  private void failed(Sight sight, Exception e) {
    var cause = e instanceof UncheckedIOException unchecked ? unchecked.getCause() : e;
    if (cause instanceof AccessDeniedException) {
      unreadable.add(sight.host());
    } else {
      later.add(sight.target());
    }
  }

  private void absent(String target) {
    var removed = tree.remove(target);
    if (removed.isEmpty() && force.contains(target)) {
      removed = tree.absences(target);
    }
    removed.forEach(entry -> changed.put(entry.path(), entry));
  }

  private void present(Sight sight) throws IOException {
    if (!sight.about().isFile()) {
      put(Outgoing.of(sight.withoutContent(rules)), sight.about());
    } else if (force.contains(sight.target()) || !tree.isAsBefore(sight.target(), sight.about())) {
      file(sight);
    }
  }

  private void file(Sight sight) throws IOException {
    var read = outlet.read(sight, rules.isSource(sight.host()));
    if (read.isEmpty()) {
      later.add(sight.target());
      return;
    }
    var file = read.get();
    var entry = entry(sight, file);
    put(file.isWhole() ? Outgoing.with(entry, file.content()) : Outgoing.of(entry), file.about());
  }

  private static Entry entry(Sight sight, HostFile file) {
    return Entry.file(sight.target(), file.hash(), file.size(), file.about().permissions());
  }

  private void put(Outgoing outgoing, FileStat about) throws IOException {
    var entry = outgoing.entry();
    var same = tree.at(entry.path()).filter(entry::equals).isPresent();
    var fresh = tree.put(entry, about, now());
    if (!same || force.contains(entry.path())) {
      changed.put(entry.path(), entry);
      outlet.add(outgoing, fresh);
    }
  }

  /// Nanoseconds since 1970, to be compared with change times of files.
  static long now() {
    var now = Instant.now();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }
}
