package dev.devloop.kind;

import dev.devloop.engine.ContainerSpec;
import dev.devloop.engine.Engine;
import dev.devloop.engine.EngineContainer;
import dev.devloop.engine.ExecResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// [Docker] on the engine module.
record EngineDocker(Engine engine) implements Docker {

  @Override
  public Optional<EngineContainer> container(String name) {
    return engine.containers().find(name);
  }

  @Override
  public List<EngineContainer> containers(Map<String, String> labels) {
    return engine.containers().list(labels);
  }

  @Override
  public void create(ContainerSpec spec) {
    engine.containers().create(spec);
  }

  @Override
  public void start(String container) {
    engine.containers().start(container);
  }

  @Override
  public void stop(String container, Duration grace) {
    engine.containers().stop(container, grace);
  }

  @Override
  public long received(String container) {
    return engine.containers().received(container);
  }

  @Override
  public void pause(String container) {
    engine.containers().pause(container);
  }

  @Override
  public void unpause(String container) {
    engine.containers().unpause(container);
  }

  @Override
  public void remove(String container) {
    engine.containers().remove(container);
  }

  @Override
  public void write(String container, Map<String, String> files) {
    var relative = new LinkedHashMap<String, byte[]>();
    files.forEach(
        (path, text) -> relative.put(path.substring(1), text.getBytes(StandardCharsets.UTF_8)));
    engine.containers().copyInto(container, "/", relative);
  }

  @Override
  public void copy(String container, String path, byte[] content) {
    engine.containers().copyInto(container, "/", Map.of(path.substring(1), content));
  }

  @Override
  public Optional<String> read(String container, String path) {
    return engine
        .containers()
        .read(container, path)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  @Override
  public ExecResult exec(String container, List<String> command) {
    return engine.containers().exec(container, command);
  }

  @Override
  public List<String> logs(String container, int tail) {
    return engine.containers().logs(container, tail);
  }

  @Override
  public void ensureNetwork(String name, Map<String, String> labels) {
    engine.networks().ensure(name, labels);
  }

  @Override
  public void removeNetwork(String name) {
    engine.networks().remove(name);
  }

  @Override
  public void ensureVolume(String name, Map<String, String> labels) {
    engine.volumes().ensure(name, labels);
  }

  @Override
  public void removeVolume(String name) {
    engine.volumes().remove(name);
  }

  @Override
  public int cgroupVersion() {
    return engine.info().cgroupVersion();
  }
}
