package dev.devloop.daemon;

import dev.devloop.core.ClusterAccess;
import dev.devloop.core.Progress;
import dev.devloop.core.ServiceName;
import dev.devloop.core.config.DevConfig;
import dev.devloop.core.config.ServiceConfig;
import dev.devloop.engine.BuildRequest;
import dev.devloop.engine.ImageStore;
import dev.devloop.engine.PushedImage;
import dev.devloop.engine.Reference;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/// Images by way of the container engine and the local registry.
public final class EngineImages implements ImageWork {

  /// Labels of images that devloop builds.
  static final String PROJECT = "dev.devloop.project";

  private static final String SERVICE = "dev.devloop.service";

  private final Platform platform;

  /// One push at a time: the engine compresses and sends layers that two images share once when the
  /// pushes follow each other, and twice when they run side by side (measured with the three images
  /// of the sample: 20 s and 41 s).
  private final Lock pushing = new ReentrantLock();

  public EngineImages(Platform platform) {
    this.platform = platform;
  }

  @Override
  public Made make(DevConfig config, ServiceConfig service, boolean force, Progress progress) {
    var tools = platform.tools(config.recipes());
    if (service.build().isEmpty()) {
      var reference = service.image().orElseThrow();
      tools.source().obtain(reference, progress);
      return new Made(reference, Set.of());
    }
    var request =
        new BuildRequest(
            service.build().get(),
            config.project() + "/" + service.name(),
            labels(config.project(), service.name().value()),
            force);
    var built = tools.builder().build(request, progress);
    return new Made(built.reference(), built.files());
  }

  @Override
  public String deliver(ServiceConfig service, String image, String registry, Progress progress) {
    var pushed = push(image, registry, progress);
    // an image that is not ours keeps its name: the registry is the node's mirror for all hosts
    return service.build().isPresent() ? pushed.reference() + "@" + pushed.digest() : image;
  }

  @Override
  public void provide(DevConfig config, String image, ClusterAccess access, Progress progress) {
    progress.step("image " + image);
    platform.tools(config.recipes()).source().obtain(image, progress);
    push(image, access.registry(), progress);
  }

  private PushedImage push(String image, String registry, Progress progress) {
    pushing.lock();
    try {
      return store(registry).push(image, Reference.pathAndTag(image), progress);
    } finally {
      pushing.unlock();
    }
  }

  @Override
  public void prune(String project, ServiceName service, ClusterAccess access, Set<String> inUse) {
    store(access.registry()).prune(labels(project, service.value()), inUse);
  }

  @Override
  public void removeAll(String project, ClusterAccess access) {
    store(access.registry()).removeAll(Map.of(PROJECT, project));
  }

  private ImageStore store(String registry) {
    return ImageStore.of(platform.home(), platform.tools().engine(), registry);
  }

  private static Map<String, String> labels(String project, String service) {
    return Map.of(PROJECT, project, SERVICE, service);
  }
}
