package dev.devloop.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Chooses the names of built images that nobody needs any more. Pure.
final class Prunable {

  /// @param reference name to be removed
  /// @param lastOfItsImage whether no name of the same image stays: only then its manifest, which
  ///   several tags of a registry may share, can go
  record Name(String reference, boolean lastOfItsImage) {}

  private Prunable() {}

  /// @param images built ones, with [ImageBuilder#INPUTS]
  /// @param inUse references or paths with tags, with or without a registry
  /// @param keep how many of the newest of each repository stay
  /// @param registry `host:port` of the registry that built images are pushed to
  static List<Name> old(List<EngineImage> images, Set<String> inUse, int keep, String registry) {
    var used = inUse.stream().map(Reference::pathAndTag).collect(Collectors.toSet());
    var kept = new HashMap<String, Integer>();
    var names = new ArrayList<Name>(replaced(images, registry));
    images.stream()
        .sorted(Comparator.comparing(EngineImage::created).reversed())
        .forEach(image -> choose(image, used, kept, keep, names));
    return names;
  }

  /// A build from nothing takes the names of the image before it, which the engine keeps under its
  /// digest: nobody asks for that.
  private static List<Name> replaced(List<EngineImage> images, String registry) {
    return images.stream()
        .filter(image -> image.tags().isEmpty())
        .flatMap(image -> image.digests().stream())
        .filter(digest -> Reference.parse(digest).host().equals(registry))
        .map(digest -> new Name(digest, true))
        .toList();
  }

  private static void choose(
      EngineImage image, Set<String> used, Map<String, Integer> kept, int keep, List<Name> names) {
    var own = image.tags().stream().filter(tag -> built(image, tag)).toList();
    var going = own.stream().filter(tag -> !used.contains(Reference.pathAndTag(tag))).toList();
    // one image has a name of its own and one in the registry: they count once
    for (var repository : going.stream().map(Prunable::repository).collect(Collectors.toSet())) {
      if (kept.merge(repository, 1, Integer::sum) > keep) {
        going.stream()
            .filter(tag -> repository(tag).equals(repository))
            .forEach(tag -> names.add(new Name(tag, going.size() == own.size())));
      }
    }
  }

  /// Labels are inherited: an image that somebody made from a built one has them too, but not the
  /// key as its tag.
  private static boolean built(EngineImage image, String reference) {
    return Reference.parse(reference)
        .tag()
        .equals(image.labels().getOrDefault(ImageBuilder.INPUTS, ""));
  }

  private static String repository(String reference) {
    return Reference.parse(reference).path();
  }
}
