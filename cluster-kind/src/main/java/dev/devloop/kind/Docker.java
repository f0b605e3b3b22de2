package dev.devloop.kind;

import dev.devloop.engine.ContainerSpec;
import dev.devloop.engine.EngineContainer;
import dev.devloop.engine.ExecResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the steps need of the container engine.
interface Docker {

  Optional<EngineContainer> container(String name);

  List<EngineContainer> containers(Map<String, String> labels);

  void create(ContainerSpec spec);

  void start(String container);

  void stop(String container, Duration grace);

  /// How many bytes have come in over its networks since it was started.
  long received(String container);

  void pause(String container);

  void unpause(String container);

  void remove(String container);

  /// Writes text files by their absolute paths; a stopped container will do.
  void write(String container, Map<String, String> files);

  /// Writes one file by its absolute path.
  void copy(String container, String path, byte[] content);

  /// The text of a file; a stopped container will do.
  Optional<String> read(String container, String path);

  ExecResult exec(String container, List<String> command);

  List<String> logs(String container, int tail);

  void ensureNetwork(String name, Map<String, String> labels);

  void removeNetwork(String name);

  void ensureVolume(String name, Map<String, String> labels);

  void removeVolume(String name);

  int cgroupVersion();
}
