package dev.devloop.engine;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.core.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The images in the local registry.
public final class ImageStore {

  private final Engine engine;
  private final String registry;
  private final RegistryApi api;

  private ImageStore(Engine engine, String registry) {
    this.engine = engine;
    this.registry = registry;
    this.api = new RegistryApi(registry);
  }

  /// @param registry `localhost:PORT` as the engine and this process reach it
  public static ImageStore of(Engine engine, String registry) {
    return new ImageStore(engine, registry);
  }

  /// Puts an image of the engine into the registry; skipped when it has just that one. The image
  /// gets the name `registry/path` in the engine too: it is how the engine remembers the digest.
  ///
  /// @param reference as the engine knows it
  /// @param path its path and tag in the registry, such as `shop/backend:0a1b...`; for an image of
  ///   another registry [Reference#path], such as `library/busybox:1`: nodes ask a mirror so
  /// @throws DevloopException `push-failed`, `registry-unreachable`
  public PushedImage push(String reference, String path, Progress progress) {
    var target = Reference.parse(registry + "/" + path);
    var image = engine.images().find(reference).orElseThrow(() -> notThere(reference));
    var there = api.digest(target.path(), target.tag());
    if (there.isPresent() && image.digests().contains(target.repository() + "@" + there.get())) {
      return new PushedImage(target.toString(), there.get(), true);
    }
    progress.step("push " + target);
    engine.images().tag(image.id(), target.toString());
    engine.images().push(target);
    var digest =
        api.digest(target.path(), target.tag()).orElseThrow(() -> notThere(target.toString()));
    return new PushedImage(target.toString(), digest, false);
  }

  /// The digest under which the registry has an image.
  ///
  /// @param path path and tag, such as `shop/backend:0a1b...`
  public Optional<String> digest(String path) {
    var target = Reference.parse(registry + "/" + path);
    return api.digest(target.path(), target.tag());
  }

  /// Removes old built images from engine and registry: of each repository the newest two stay, and
  /// those in use. Nothing without all of the labels is touched, and no name that the builder did
  /// not give.
  ///
  /// @param labels as given to [BuildRequest]
  /// @param inUse references or paths with tags that running services use
  /// @return references that are gone
  public Set<String> prune(Map<String, String> labels, Set<String> inUse) {
    return remove(Prunable.old(engine.images().list(labels), inUse, 2));
  }

  /// Removes all built images with the labels from engine and registry.
  public Set<String> removeAll(Map<String, String> labels) {
    return remove(Prunable.old(engine.images().list(labels), Set.of(), 0));
  }

  private Set<String> remove(List<Prunable.Name> names) {
    var gone = new TreeSet<String>();
    for (var name : names) {
      var reference = Reference.parse(name.reference());
      if (reference.host().equals(registry) && name.lastOfItsImage()) {
        api.digest(reference.path(), reference.tag())
            .ifPresent(digest -> api.delete(reference.path(), digest));
      }
      if (engine.images().remove(name.reference())) {
        gone.add(name.reference());
      }
    }
    return gone;
  }

  /// Frees the space of removed images in the registry's container. The registry is started anew
  /// after it: it remembers blobs that are gone. Nothing may be pushed meanwhile.
  ///
  /// @param container name of the registry's container
  public void collectGarbage(String container) {
    var result =
        engine
            .containers()
            .exec(
                container,
                List.of(
                    "registry",
                    "garbage-collect",
                    "--delete-untagged",
                    "/etc/docker/registry/config.yml"));
    engine.containers().stop(container, Duration.ofSeconds(5));
    engine.containers().start(container);
    if (!result.ok()) {
      throw new DevloopException(
          ExitCode.PLATFORM,
          Problem.of(
                  "registry-cleanup-failed",
                  "The space of old images in the local registry could not be freed.",
                  "",
                  "It only costs disk space; `docker logs " + container + "` may tell more.")
              .withEvidence(result.stderr().lines().limit(20).toList()));
    }
  }

  private static DevloopException notThere(String reference) {
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
            "image-not-found",
            "The image " + reference + " is gone.",
            "Somebody removed it just now.",
            "Run devloop again."));
  }
}
