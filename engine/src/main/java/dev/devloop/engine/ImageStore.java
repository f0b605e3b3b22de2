package dev.devloop.engine;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Home;
import dev.devloop.core.Problem;
import dev.devloop.core.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/// The images in the local registry.
public final class ImageStore {

  /// It starts in half a second; a machine under load gets this much.
  private static final Duration RESTART = Duration.ofSeconds(30);

  private static final Duration LOOK = Duration.ofMillis(50);

  /// Without `--delete-untagged`, which up to version 2.8 also deletes what a tagged index refers
  /// to.
  private static final List<String> COLLECT =
      List.of("registry", "garbage-collect", "/etc/docker/registry/config.yml");

  private final Engine engine;
  private final String registry;
  private final RegistryApi api;
  private final Path lock;

  private ImageStore(Engine engine, String registry, Path lock) {
    this.engine = engine;
    this.registry = registry;
    this.api = new RegistryApi(registry);
    this.lock = lock;
  }

  /// @param home the lock of the registry is in its cache, which the states of one user share
  /// @param registry `localhost:PORT` as the engine and this process reach it
  public static ImageStore of(Home home, Engine engine, String registry) {
    return new ImageStore(engine, registry, home.cache().resolve("registry.lock"));
  }

  /// Puts an image of the engine into the registry; skipped when it has just that one. The image
  /// gets the name `registry/path` in the engine too: it is how the engine remembers the digest.
  ///
  /// @param reference as the engine knows it
  /// @param path its path and tag in the registry, such as `shop/backend:0a1b...`; for an image of
  ///   another registry [Reference#path], such as `library/busybox:1`: nodes ask a mirror so
  /// @throws DevloopException `push-failed`, `registry-unreachable`
  public PushedImage push(String reference, String path, Progress progress) {
    try (var _ = PathLock.share(lock, () -> progress.line("the registry is tidied up: waiting"))) {
      return pushNow(reference, path, progress);
    }
  }

  private PushedImage pushNow(String reference, String path, Progress progress) {
    var target = Reference.parse(registry + "/" + path);
    var image = engine.images().find(reference).orElseThrow(() -> notThere(reference));
    var there = api.digest(target.path(), target.tag());
    if (there.isPresent() && image.digests().contains(target.repository() + "@" + there.get())) {
      // the engine remembers when a name was given: this is when the image was last used
      engine.images().tag(image.id(), target.toString());
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
    return remove(Prunable.old(engine.images().list(labels), inUse, 2, registry));
  }

  /// Removes all built images with the labels from engine and registry.
  public Set<String> removeAll(Map<String, String> labels) {
    return remove(Prunable.old(engine.images().list(labels), Set.of(), 0, registry));
  }

  /// Removes an image with the names that the builder gave to it from engine and registry.
  public void remove(EngineImage built) {
    remove(Prunable.old(List.of(built), Set.of(), 0, registry));
    if (built.tags().isEmpty()) {
      engine.images().remove(built.id());
    }
  }

  private Set<String> remove(List<Prunable.Name> names) {
    var gone = new TreeSet<String>();
    for (var name : names) {
      var reference = Reference.parse(name.reference());
      if (reference.host().equals(registry) && name.lastOfItsImage()) {
        var version = reference.digest().isEmpty() ? reference.tag() : reference.digest();
        api.digest(reference.path(), version)
            .ifPresent(digest -> api.delete(reference.path(), digest));
      }
      if (engine.images().remove(name.reference())) {
        gone.add(name.reference());
      }
    }
    return gone;
  }

  /// Frees the space of removed images in the registry's container; pushes wait meanwhile. The
  /// registry is started anew after it: it remembers blobs that are gone.
  ///
  /// @param container name of the registry's container
  /// @throws DevloopException `registry-cleanup-failed`
  public void collectGarbage(String container) {
    try (var _ = PathLock.hold(lock, () -> {})) {
      var result = engine.containers().exec(container, COLLECT);
      engine.containers().restart(container, Duration.ofSeconds(5));
      var until = System.nanoTime() + RESTART.toNanos();
      while (!api.answers() && System.nanoTime() < until) {
        LockSupport.parkNanos(LOOK.toNanos());
      }
      if (!result.ok()) {
        throw cleanupFailed(container, result);
      }
    }
  }

  private static DevloopException cleanupFailed(String container, ExecResult result) {
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
                "registry-cleanup-failed",
                "The space of old images in the local registry could not be freed.",
                "",
                "It only costs disk space; `docker logs " + container + "` may tell more.")
            .withEvidence(result.stderr().lines().limit(20).toList()));
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
