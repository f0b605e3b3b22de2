package dev.devloop.sync;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What was sent together and has not been answered, or not wholly: what the receipts say of it.
final class Flight {

  private final Map<Long, Map<String, Entry>> waiting;
  private final int files;
  private final long bytes;
  private final long begun;
  private final Set<String> all;
  private final Set<String> different = new HashSet<>();
  private final Map<String, String> refused = new LinkedHashMap<>();
  private final boolean whole;
  private int containers;
  private boolean stale;

  /// @param sent entries by the number of their frame
  /// @param begun [System#nanoTime] of the newest save in it
  /// @param whole whether it is a whole tree
  Flight(Map<Long, Map<String, Entry>> sent, long bytes, long begun, boolean whole) {
    this.waiting = new HashMap<>(sent);
    this.whole = whole;
    this.files = sent.values().stream().mapToInt(Map::size).sum();
    this.bytes = bytes;
    this.begun = begun;
    this.all = new LinkedHashSet<>();
    sent.values().forEach(entries -> all.addAll(entries.keySet()));
  }

  boolean isWhole() {
    return whole;
  }

  int files() {
    return files;
  }

  long bytes() {
    return bytes;
  }

  long begun() {
    return begun;
  }

  List<String> paths() {
    return all.stream().limit(10).toList();
  }

  /// All paths of it.
  Set<String> all() {
    return all;
  }

  int containers() {
    return containers;
  }

  /// Paths that were read back as something else than what was sent, in some container.
  Set<String> different() {
    return different;
  }

  /// Path to what the container's system said.
  Map<String, String> refused() {
    return refused;
  }

  /// Whether the agent knew something newer: the order of the two sides is not the same any more.
  boolean isStale() {
    return stale;
  }

  boolean isDone() {
    return waiting.isEmpty();
  }

  /// @return whether it was for this
  boolean receive(Frame receipt) {
    var sent = waiting.remove(receipt.seq());
    if (sent == null) {
      return false;
    }
    stale |= Json.flag(receipt.header(), "stale");
    var all = Json.objects(receipt.header(), "containers");
    containers = Math.max(containers, all.size());
    all.forEach(container -> compare(sent, container));
    return true;
  }

  private void compare(Map<String, Entry> sent, Map<?, ?> container) {
    var image = Json.text(container, "image");
    var found = new HashMap<String, Entry>();
    for (var file : Json.objects(container, "files")) {
      var entry = Json.entry(file);
      found.put(entry.path(), entry);
    }
    var refusals = refusals(container);
    refused.putAll(refusals);
    for (var entry : sent.values()) {
      var counts = entry.image().isEmpty() || entry.image().equals(image);
      if (counts && !refusals.containsKey(entry.path())) {
        var there = found.get(entry.path());
        if (there == null || !entry.isMetBy(there)) {
          different.add(entry.path());
        }
      }
    }
  }

  static Map<String, String> refusals(Map<?, ?> container) {
    var refused = new LinkedHashMap<String, String>();
    for (var one : Json.objects(container, "refused")) {
      var what = Json.text(one, "what");
      var errno = Json.text(one, "errno");
      refused.put(Json.text(one, "p"), what.isEmpty() ? errno : errno + ": " + what);
    }
    return refused;
  }
}
