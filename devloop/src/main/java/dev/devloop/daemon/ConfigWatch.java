package dev.devloop.daemon;

import dev.devloop.core.DevloopException;
import dev.devloop.core.Event;
import dev.devloop.core.config.DevConfig;
import dev.devloop.sync.ProjectWatcher;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the config when asked and whenever one of its files changes, and tells what came of it.
final class ConfigWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ConfigWatch.class);

  private final ConfigSource source;
  private final Consumer<Event> tell;
  private Map<String, String> env;
  private ProjectWatcher watcher;

  /// @param tell gets the event of each reading; returns when it is in the state
  ConfigWatch(ConfigSource source, Map<String, String> env, Consumer<Event> tell) {
    this.source = source;
    this.env = env;
    this.tell = tell;
    this.watcher = ProjectWatcher.start(source.entryFiles(), this::changed);
  }

  /// Reads now, from now on with these variables.
  synchronized void read(Map<String, String> variables) {
    env = Map.copyOf(variables);
    changed();
  }

  /// Reads now, with the variables of the last time.
  synchronized void again() {
    changed();
  }

  private synchronized void changed() {
    var event = source.read(env);
    LOG.info("config: {}", event instanceof Event.ConfigRejected r ? r.problems() : "read");
    if (event instanceof Event.ConfigLoaded(var config, _, _)) {
      watch(config);
    }
    tell.accept(event);
  }

  /// Watches what the config names. A change made between the reading and the watching would be
  /// lost, so that a new set of files is read once more.
  private void watch(DevConfig config) {
    Set<Path> files;
    try {
      files = new HashSet<>(source.files(config));
    } catch (DevloopException e) {
      LOG.info("the files of the config could not be listed", e);
      return;
    }
    if (!files.equals(watcher.files())) {
      watcher.close();
      watcher = ProjectWatcher.start(files, this::changed);
      Thread.ofVirtual().start(this::changed);
    }
  }

  @Override
  public synchronized void close() {
    watcher.close();
  }
}
