package dev.devloop.sync;

import dev.devloop.files.FileHashes;
import dev.devloop.files.FileStat;
import dev.devloop.files.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the containers of one service are to hold, as far as it is known: the agent's wanted tree
/// is made equal to this one. Used by one thread.
final class HostTree {

  /// Characters that are made bytes at once.
  private static final int AT_ONCE = 8000;

  // in Java's own order, which is fast to compare in
  private final NavigableMap<String, Leaf> leaves = new TreeMap<>();
  private final NavigableMap<String, Set<String>> gone = new TreeMap<>();
  private final Images images = new Images();

  /// Of what is wanted as it is now, once it was asked for.
  private Optional<String> digest = Optional.empty();

  /// @param size of the host's file
  /// @param changed time of its last change; 0 when that proves nothing, because it was too recent
  record Leaf(Entry entry, long size, long changed) {}

  /// What is known for certain, without the content being read.
  boolean isAsBefore(String path, FileStat about) {
    var leaf = leaves.get(path);
    return leaf != null
        && leaf.changed() == about.changed()
        && leaf.size() == about.size()
        && leaf.changed() != 0
        && (leaf.entry().mode() == Entry.ANY || leaf.entry().mode() == about.permissions())
        && leaf.entry().isFile() == about.isFile()
        && (leaf.entry().kind() == Entry.Kind.FOLDER) == about.isFolder();
  }

  /// Forgets what proves that a file is as before, but not its hash.
  void distrust() {
    leaves.replaceAll((_, leaf) -> new Leaf(leaf.entry(), leaf.size(), 0));
  }

  Optional<Entry> at(String path) {
    return Optional.ofNullable(leaves.get(path)).map(Leaf::entry);
  }

  /// @param about taken before the content was read
  /// @param now nanoseconds since 1970
  /// @return whether it is a path that was not there before
  boolean put(Entry entry, FileStat about, long now) {
    digest = Optional.empty();
    gone.remove(entry.path());
    var changed = FileHashes.isSettled(about, now) ? about.changed() : 0;
    return leaves.put(entry.path(), new Leaf(entry, about.size(), changed)) == null;
  }

  /// A path, and all below it, is not on the host any more.
  ///
  /// @return what is to be removed, children first
  List<Entry> remove(String path) {
    digest = Optional.empty();
    var removed = new ArrayList<String>();
    if (leaves.containsKey(path)) {
      removed.add(path);
    }
    removed.addAll(below(path).keySet());
    var entries = new ArrayList<Entry>();
    for (var one : removed.reversed()) {
      leaves.remove(one);
      gone.put(one, new TreeSet<>(Set.of("")));
      entries.add(Entry.gone(one, ""));
    }
    return entries;
  }

  /// What is below a folder.
  NavigableMap<String, Leaf> below(String folder) {
    var from = folder.equals("/") ? "/" : folder + "/";
    return leaves.subMap(from, false, from.substring(0, from.length() - 1) + "0", false);
  }

  /// A path that was the host's once, and is not on it now.
  void missing(String path, Set<String> ofImages) {
    digest = Optional.empty();
    if (!leaves.containsKey(path)) {
      gone.computeIfAbsent(path, _ -> new TreeSet<>()).addAll(ofImages);
    }
  }

  /// Absences of a path as they are wanted now; empty when it is there or never was.
  List<Entry> absences(String path) {
    return gone.getOrDefault(path, Set.of()).stream().map(i -> Entry.gone(path, i)).toList();
  }

  /// An image was built; see [ProjectSync#built].
  ///
  /// @param inputs paths in the container that the image holds
  /// @return whether [#entries] are others now
  boolean built(String image, Collection<String> inputs) {
    digest = Optional.empty();
    var before = Map.copyOf(gone);
    if (images.add(image)) {
      var older = images.olderThan(image);
      gone.replaceAll((_, of) -> of.contains("") ? new TreeSet<>(older) : new TreeSet<>(of));
      gone.values().forEach(of -> of.retainAll(images.all()));
    }
    inputs.forEach(path -> missing(path, Set.of(image)));
    gone.values().removeIf(Set::isEmpty);
    return !gone.equals(before);
  }

  void restore(KnownPaths.Content content) {
    content.images().forEach(images::add);
    content.gone().forEach(this::missing);
  }

  KnownPaths.Content content() {
    return new KnownPaths.Content(leaves.keySet(), gone, images.all());
  }

  Set<String> paths() {
    return leaves.keySet();
  }

  int size() {
    return leaves.size();
  }

  /// All that is wanted: absences first, children before their folders; then the rest, folders
  /// before their children.
  List<Entry> entries() {
    var entries = new ArrayList<Entry>();
    gone.descendingMap()
        .forEach((path, of) -> of.forEach(image -> entries.add(Entry.gone(path, image))));
    leaves.values().forEach(leaf -> entries.add(leaf.entry()));
    return entries;
  }

  /// As the agent computes it of what it has.
  String digest() {
    var now = digest.orElseGet(this::computeDigest);
    digest = Optional.of(now);
    return now;
  }

  private String computeDigest() {
    var sum = Sha256.digest();
    // a path is there or gone, never both
    var entries = new ArrayList<Entry>(leaves.size());
    leaves.values().forEach(leaf -> entries.add(leaf.entry()));
    gone.forEach((path, of) -> of.forEach(image -> entries.add(Entry.gone(path, image))));
    // nearly sorted as it is, and those of one path stay as they are
    entries.sort((a, b) -> PathOrder.BY_BYTES.compare(a.path(), b.path()));
    var lines = new StringBuilder();
    for (var entry : entries) {
      add(lines, entry);
      if (lines.length() > AT_ONCE) {
        sum.update(lines.toString().getBytes(StandardCharsets.UTF_8));
        lines.setLength(0);
      }
    }
    return Sha256.hex(sum.digest(lines.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static void add(StringBuilder lines, Entry entry) {
    lines.append(entry.path()).append('\0').append(entry.kind().letter()).append('\0');
    lines.append(entry.isFile() ? entry.hash() : entry.link()).append('\0');
    if (entry.mode() != Entry.ANY) {
      lines.append(entry.mode());
    }
    lines.append('\0').append(entry.image()).append('\n');
  }

  /// Paths whose content has one of these hashes.
  List<Entry> withHash(Set<String> hashes) {
    return leaves.values().stream()
        .map(Leaf::entry)
        .filter(entry -> hashes.contains(entry.hash()))
        .toList();
  }

  /// Gives what is known of the hashes to a store.
  void remember(FileHashes hashes) {
    for (var leaf : leaves.values()) {
      if (leaf.entry().isFile() && leaf.changed() != 0) {
        hashes.remember(
            leaf.entry().path(), new FileStat(0, leaf.size(), leaf.changed()), leaf.entry().hash());
      }
    }
  }
}
