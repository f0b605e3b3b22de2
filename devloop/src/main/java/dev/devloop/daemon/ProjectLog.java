package dev.devloop.daemon;

import dev.devloop.config.EnvFiles;
import dev.devloop.core.DevloopException;
import dev.devloop.core.LogLine;
import dev.devloop.core.LogOrigin;
import dev.devloop.core.LogSink;
import dev.devloop.core.config.DevConfig;
import dev.devloop.core.config.EnvFile;
import dev.devloop.kube.LogKeeper;
import dev.devloop.logs.LogStore;
import dev.devloop.logs.Masks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/// The project's log: the store, and what the daemon's parts want of it.
final class ProjectLog implements LogSink, LogKeeper, AutoCloseable {

  /// Between two tries while the disk is full.
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final LogStore store;

  /// @param folder where it is kept
  ProjectLog(Path folder) {
    store = LogStore.open(folder, DevConfig.LOG_BYTES, new Masks(), Clock.systemUTC());
  }

  LogStore store() {
    return store;
  }

  /// Takes over what the config says of it.
  void config(DevConfig config) {
    store.limit(config.logBytes());
    config.services().values().stream()
        .flatMap(service -> service.envFiles().stream())
        .map(EnvFile::path)
        .distinct()
        .forEach(this::hide);
  }

  private void hide(Path envFile) {
    if (!Files.exists(envFile)) {
      return;
    }
    try {
      store.hide(EnvFiles.read(envFile).values());
    } catch (DevloopException e) {
      // what is wrong with it is told by whoever reads the config
      return;
    }
  }

  @Override
  public void append(LogLine line) {
    store.append(line);
  }

  @Override
  public Optional<Place> place(String uid, String container) {
    return store.mark(uid, container).map(mark -> new Place(mark.run(), mark.at(), mark.count()));
  }

  @Override
  public void begins(LogOrigin origin) {
    store.note(origin);
  }

  @Override
  public void keep(LogLine line) throws InterruptedException {
    while (!store.tryAppend(line)) {
      Thread.sleep(RETRY);
    }
  }

  @Override
  public void hide(Collection<String> values) {
    store.hide(values);
  }

  @Override
  public void close() {
    store.close();
  }
}
