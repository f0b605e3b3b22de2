package dev.devloop.engine;

import dev.devloop.core.Progress;
import java.util.Optional;

/// The registries as an engine reaches them.
final class EngineRegistry implements ImageSource.Registry {

  private final Engine engine;
  private Optional<RegistryReach> reach = Optional.empty();

  EngineRegistry(Engine engine) {
    this.engine = engine;
  }

  @Override
  public boolean reachable(String host) {
    return host.startsWith("localhost") || reach().reachable(host);
  }

  @Override
  public Pull pull(String reference, Progress progress) {
    var pull = Pull.of(engine.address(), reference, progress);
    if (pull.outcome() == Pull.Outcome.UNREACHABLE) {
      reach().failed(Reference.parse(reference).host());
    }
    return pull;
  }

  /// The engine is asked for its mirrors once, when the first image is missing.
  private synchronized RegistryReach reach() {
    if (reach.isEmpty()) {
      reach = Optional.of(RegistryReach.of(engine.registries()));
    }
    return reach.get();
  }
}
