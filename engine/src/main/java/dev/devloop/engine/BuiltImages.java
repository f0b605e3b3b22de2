package dev.devloop.engine;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// The images that devloop built, in an engine.
public final class BuiltImages {

  /// An image.
  ///
  /// @param bytes what it takes beyond the largest image that it begins with: its base. What
  ///   several built images share beyond that counts for each
  /// @param used when it was built or last delivered
  public record Built(EngineImage image, long bytes, Instant used) {}

  private BuiltImages() {}

  /// All of them, the least recently used first.
  public static List<Built> of(Engine engine) {
    return of(engine.images().stored());
  }

  static List<Built> of(List<StoredImage> all) {
    return all.stream()
        .filter(it -> it.image().labels().containsKey(ImageBuilder.INPUTS))
        .map(it -> new Built(it.image(), own(it, all), used(it)))
        .sorted(Comparator.comparing(Built::used))
        .toList();
  }

  private static long own(StoredImage image, List<StoredImage> all) {
    var base = all.stream().filter(it -> it.under(image)).mapToLong(it -> it.image().size()).max();
    return image.image().size() - base.orElse(0);
  }

  private static Instant used(StoredImage stored) {
    var created = stored.image().created();
    return created.isAfter(stored.named()) ? created : stored.named();
  }
}
