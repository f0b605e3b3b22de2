package dev.devloop.kind;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.engine.ContainerSpec;
import dev.devloop.engine.EngineContainer;
import dev.devloop.engine.EngineContainer.State;
import dev.devloop.engine.ExecResult;
import dev.devloop.engine.PublishedPort;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An engine in memory: containers with a state and files. What changes something is recorded.
final class FakeDocker implements Docker {

  final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  final Map<String, EngineContainer> containers = new LinkedHashMap<>();
  final Map<String, Map<String, String>> files = new LinkedHashMap<>();

  /// What `kubectl` and `ctr` answer: the first entry counts whose key is part of the command.
  final Map<String, ExecResult> answers = new LinkedHashMap<>();

  /// Ports that the engine refuses when a container starts.
  final Set<Integer> refusedPorts = new HashSet<>();

  /// Bytes that came to containers.
  final Map<String, Long> received = new LinkedHashMap<>();

  /// The texts of all files that were ever written.
  final List<String> written = Collections.synchronizedList(new ArrayList<>());

  /// Puts a container there without a record.
  synchronized void add(
      String name, State state, Map<String, String> labels, String network, int... hostAndInner) {
    var ports = new ArrayList<PublishedPort>();
    for (var i = 0; i < hostAndInner.length; i += 2) {
      ports.add(new PublishedPort("127.0.0.1", hostAndInner[i], hostAndInner[i + 1]));
    }
    containers.put(
        name,
        new EngineContainer(
            "id-" + name,
            name,
            "image",
            state,
            labels,
            ports,
            Map.of(network, "10.0.0.2"),
            Instant.EPOCH));
    files.put(name, new LinkedHashMap<>());
  }

  static ExecResult ok(String stdout) {
    return new ExecResult(0, stdout, "");
  }

  static ExecResult failure(String stderr) {
    return new ExecResult(1, "", stderr);
  }

  /// The files of a container, by path.
  synchronized Map<String, String> files(String name) {
    return files.computeIfAbsent(name, _ -> new LinkedHashMap<>());
  }

  private String name(String container) {
    return container.startsWith("id-") ? container.substring(3) : container;
  }

  @Override
  public synchronized Optional<EngineContainer> container(String name) {
    return Optional.ofNullable(containers.get(name(name)));
  }

  @Override
  public synchronized List<EngineContainer> containers(Map<String, String> labels) {
    return containers.values().stream()
        .filter(container ->
            labels.entrySet().stream()
                .allMatch(label ->
                    container.labels().containsKey(label.getKey())
                        && (label.getValue().isEmpty()
                            || label.getValue().equals(container.labels().get(label.getKey())))))
        .toList();
  }

  @Override
  public synchronized void create(ContainerSpec spec) {
    calls.add("create " + spec.name());
    containers.put(
        spec.name(),
        new EngineContainer(
            "id-" + spec.name(),
            spec.name(),
            spec.image(),
            State.CREATED,
            spec.labels(),
            spec.ports(),
            Map.of(spec.network().orElse("bridge"), ""),
            Instant.EPOCH));
    files.put(spec.name(), new LinkedHashMap<>());
  }

  @Override
  public synchronized void start(String container) {
    var found = containers.get(name(container));
    if (found == null) {
      throw new IllegalStateException("no container " + container);
    }
    if (found.running()) {
      return;
    }
    calls.add("start " + found.name());
    if (found.ports().stream().anyMatch(port -> refusedPorts.contains(port.hostPort()))) {
      throw new DevloopException(
          ExitCode.PLATFORM, Problem.of("port-in-use", "a port is taken", "", ""));
    }
    state(found.name(), State.RUNNING);
  }

  synchronized void state(String name, State state) {
    containers.computeIfPresent(
        name,
        (_, old) ->
            new EngineContainer(
                old.id(),
                old.name(),
                old.image(),
                state,
                old.labels(),
                old.ports(),
                old.addresses(),
                state == State.RUNNING ? Instant.now() : old.started()));
  }

  @Override
  public synchronized void stop(String container, Duration grace) {
    calls.add("stop " + name(container));
    state(name(container), State.STOPPED);
  }

  @Override
  public synchronized long received(String container) {
    return received.getOrDefault(name(container), 0L);
  }

  @Override
  public synchronized void pause(String container) {
    calls.add("pause " + name(container));
    state(name(container), State.PAUSED);
  }

  @Override
  public synchronized void unpause(String container) {
    calls.add("unpause " + name(container));
    state(name(container), State.RUNNING);
  }

  @Override
  public synchronized void remove(String container) {
    calls.add("remove " + name(container));
    containers.remove(name(container));
    files.remove(name(container));
  }

  @Override
  public synchronized void write(String container, Map<String, String> texts) {
    texts.keySet().stream().sorted().forEach(path -> calls.add("write " + path));
    files(name(container)).putAll(texts);
    written.addAll(texts.values());
  }

  @Override
  public void copy(String container, String path, byte[] content) {
    write(container, Map.of(path, new String(content, StandardCharsets.UTF_8)));
  }

  @Override
  public synchronized Optional<String> read(String container, String path) {
    return Optional.ofNullable(files.getOrDefault(name(container), Map.of()).get(path));
  }

  @Override
  public ExecResult exec(String container, List<String> command) {
    var line = String.join(" ", command);
    if (line.contains(" apply ")) {
      calls.add("kubectl apply");
    }
    if (line.contains(" delete ")) {
      calls.add("kubectl delete");
    }
    if (line.startsWith("systemctl")) {
      calls.add(line);
    }
    if (line.contains("images rm")) {
      calls.add(line.substring(line.indexOf("images rm")));
    }
    return answers.entrySet().stream()
        .filter(answer -> line.contains(answer.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(ok("ok"));
  }

  @Override
  public List<String> logs(String container, int tail) {
    return List.of("log line of " + name(container));
  }

  @Override
  public void ensureNetwork(String name, Map<String, String> labels) {}

  @Override
  public void removeNetwork(String name) {
    calls.add("remove network " + name);
  }

  @Override
  public void ensureVolume(String name, Map<String, String> labels) {
    calls.add("volume " + name);
  }

  @Override
  public void removeVolume(String name) {
    calls.add("remove volume " + name);
  }

  @Override
  public int cgroupVersion() {
    return 1;
  }
}
