package dev.devloop.kind;

import dev.devloop.core.Home;
import dev.devloop.core.Progress;
import dev.devloop.engine.Engine;
import dev.devloop.engine.ImageSource;
import dev.devloop.engine.ImageStore;

/// [ImageSupply] on the engine module.
record EngineImages(Home home, Engine engine, ImageSource source) implements ImageSupply {

  @Override
  public void obtain(String reference, Progress progress) {
    source.obtain(reference, progress);
  }

  @Override
  public void push(String registry, String reference, String path, Progress progress) {
    ImageStore.of(home, engine, registry).push(reference, path, progress);
  }
}
