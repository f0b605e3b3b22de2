package dev.devloop.sync;

import dev.devloop.files.FileStat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/// One look at the host: what differs from the tree goes into the tree and to an outlet. What is
/// true now is taken, whatever the events said.
final class Look {

  private final ServiceRules rules;
  private final HostTree tree;
  private final Seen seen;
  private final Outlet outlet;
  private final Set<String> force;
  private final Map<String, Entry> changed = new LinkedHashMap<>();
  private final List<Path> unreadable = new ArrayList<>();
  private final Set<String> later = new TreeSet<>();

  /// @param force paths to be sent even when they are as before
  Look(ServiceRules rules, HostTree tree, Seen seen, Outlet outlet, Set<String> force) {
    this.rules = rules;
    this.tree = tree;
    this.seen = seen;
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
    var found = new TreeMap<String, Optional<Sight>>();
    find(targets, found);
    at(found);
  }

  private void find(Collection<String> targets, Map<String, Optional<Sight>> found) {
    var sights = new Sights(rules);
    for (var target : targets) {
      try {
        found.put(target, sights.of(target));
      } catch (AccessDeniedException e) {
        unreadable.add(Path.of(e.getFile()));
      }
    }
  }

  /// Looks at all that the rules cover: what is there is looked at once.
  ///
  /// @param listed folders that need not be listed
  void atAll(Listed listed) throws IOException {
    var found = new TreeMap<String, Optional<Sight>>();
    var several = new HashSet<String>();
    unreadable.addAll(
        HostScan.all(
            rules,
            listed,
            (path, about) ->
                rules
                    .target(path)
                    .ifPresent(target -> {
                      var sight = new Sight(target, path, about);
                      if (Sight.isAny(about) && found.put(target, Optional.of(sight)) != null) {
                        several.add(target);
                      }
                    })));
    found.keySet().removeAll(several);
    find(several, found);
    at(found);
  }

  /// @param found what there is, by path in the container; nothing where nothing is
  private void at(NavigableMap<String, Optional<Sight>> found) throws IOException {
    found.forEach(this::tellSeen);
    // absences first, children before their folders
    found
        .descendingMap()
        .forEach((target, sight) -> {
          if (sight.isEmpty()) {
            absent(target);
          }
        });
    found.descendingMap().values().stream().flatMap(Optional::stream).forEach(this::clear);
    for (var entry : changed.values()) {
      outlet.add(Outgoing.of(entry), false);
    }
    for (var sight : found.values()) {
      if (sight.isPresent()) {
        tryPresent(sight.get());
      }
    }
  }

  private void tellSeen(String target, Optional<Sight> sight) {
    sight.ifPresentOrElse(
        there -> seen.saw(there.host(), Optional.of(there.about())),
        () -> rules.origins(target).forEach(path -> seen.saw(path, Optional.empty())));
  }

  /// Nothing is below what is no folder.
  private void clear(Sight sight) {
    if (!sight.about().isFolder() && tree.size() > 0) {
      var below = tree.below(sight.target());
      if (!below.isEmpty()) {
        List.copyOf(below.keySet()).reversed().forEach(this::absent);
      }
    }
  }

  private void tryPresent(Sight sight) throws IOException {
    try {
      present(sight);
    } catch (StreamLostException e) {
      throw e;
    } catch (IOException | UncheckedIOException e) {
      failed(sight, e);
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
