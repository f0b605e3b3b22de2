package dev.devloop.config;

import dev.devloop.config.Value.Entries;
import dev.devloop.config.Value.Entry;
import dev.devloop.config.Value.Nothing;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// Lays one file over another: maps are merged key by key, everything else is replaced, and `null`
/// removes a key.
final class Merge {

  private Merge() {}

  static Value over(Value base, Value local) {
    if (local instanceof Nothing) {
      return base;
    }
    if (!(local instanceof Entries above)) {
      return local;
    }
    return base instanceof Entries below
        ? maps(below, above)
        : maps(new Entries(above.position(), new LinkedHashMap<>()), above);
  }

  private static Value maps(Entries below, Entries above) {
    var merged = new LinkedHashMap<>(below.entries());
    for (var name : above.entries().keySet()) {
      var entry = above.entries().get(name);
      if (entry.value() instanceof Nothing) {
        merged.remove(name);
      } else {
        merged.put(name, entry(merged.get(name), entry));
      }
    }
    return new Entries(below.position(), merged);
  }

  private static Entry entry(@Nullable Entry below, Entry above) {
    if (below == null) {
      return new Entry(above.key(), over(new Nothing(above.key()), above.value()));
    }
    var value = over(below.value(), above.value());
    // what is wrong with a merged map as a whole is rather found where most of it stands
    var merged = value instanceof Entries && below.value() instanceof Entries;
    return new Entry(merged ? below.key() : above.key(), value);
  }
}
