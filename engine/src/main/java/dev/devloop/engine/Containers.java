package dev.devloop.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Containers of an engine. A container is named by its name or id.
public final class Containers {

  private final Calls calls;

  Containers(Calls calls) {
    this.calls = calls;
  }

  /// All containers, stopped ones too, that carry each of the labels. An empty value asks only for
  /// the label's presence.
  public List<EngineContainer> list(Map<String, String> labels) {
    return ask("list containers", docker -> list(docker, labels));
  }

  private static List<EngineContainer> list(DockerClient docker, Map<String, String> labels) {
    return docker
        .listContainersCmd()
        .withShowAll(true)
        .withFilter("label", Labels.filter(labels))
        .exec()
        .stream()
        .map(found -> inspect(docker, found.getId()))
        .flatMap(Optional::stream)
        .toList();
  }

  public Optional<EngineContainer> find(String container) {
    return ask("inspect container " + container, docker -> inspect(docker, container));
  }

  private static Optional<EngineContainer> inspect(DockerClient docker, String container) {
    try {
      return Optional.of(ContainerView.of(docker.inspectContainerCmd(container).exec()));
    } catch (NotFoundException _) {
      return Optional.empty();
    }
  }

  /// Creates without starting.
  ///
  /// @return the id
  /// @throws DevloopException `name-in-use` when there is one of that name
  public String create(ContainerSpec spec) {
    try {
      return calls.ask(
          "create container " + spec.name(), docker -> Creation.of(docker, spec).exec().getId());
    } catch (ConflictException e) {
      throw new DevloopException(
          ExitCode.PLATFORM,
          Problem.of(
                  "name-in-use",
                  "There is already a container named " + spec.name() + ".",
                  "Another devloop command made it just now, or it is left from an earlier run.",
                  "Run the command again; if it fails again look at `docker ps -a`.")
              .withEvidence(List.of(Calls.message(e))),
          e);
    } catch (DockerException e) {
      throw Calls.refused("create container " + spec.name(), e);
    }
  }

  /// Starts it; nothing happens when it runs.
  ///
  /// @throws DevloopException `port-in-use` when a published port is taken
  public void start(String container) {
    try {
      calls.tell(
          "start container " + container,
          docker -> unlessSo(() -> docker.startContainerCmd(container).exec()));
    } catch (DockerException e) {
      throw notStarted(container, e);
    }
  }

  private static DevloopException notStarted(String container, DockerException e) {
    var said = Calls.message(e);
    if (!said.contains("port is already allocated") && !said.contains("address already in use")) {
      return Calls.refused("start container " + container, e);
    }
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
                "port-in-use",
                "Container " + container + " wants a port of this host that is taken.",
                "Another program, or a container of another tool, listens on it.",
                "Stop the other program, or choose other ports in `cluster.ports`.")
            .withEvidence(List.of(said)),
        e);
  }

  /// Stops it; nothing happens when it does not run.
  ///
  /// @param grace time to end by itself, whole seconds
  public void stop(String container, Duration grace) {
    tell(
        "stop container " + container,
        Calls.USUAL.plus(grace),
        docker ->
            unlessSo(() ->
                docker.stopContainerCmd(container).withTimeout((int) grace.toSeconds()).exec()));
  }

  /// Stops it and starts it again, also when this process ends meanwhile.
  ///
  /// @param grace time to end by itself, whole seconds
  public void restart(String container, Duration grace) {
    tell(
        "restart container " + container,
        Calls.USUAL.plus(grace),
        docker ->
            docker.restartContainerCmd(container).withTimeout((int) grace.toSeconds()).exec());
  }

  /// How many bytes have come in over its networks since it was started. Takes a second or two: the
  /// engine measures CPU beside.
  public long received(String container) {
    return ask("measure container " + container, docker -> Traffic.received(docker, container));
  }

  /// Freezes all processes of it (67 ms measured for a kind node).
  public void pause(String container) {
    tell(
        "pause container " + container,
        Calls.USUAL,
        docker -> docker.pauseContainerCmd(container).exec());
  }

  public void unpause(String container) {
    tell(
        "unpause container " + container,
        Calls.USUAL,
        docker -> docker.unpauseContainerCmd(container).exec());
  }

  /// Removes it with its anonymous volumes, running or not; nothing happens when there is none.
  public void remove(String container) {
    tell(
        "remove container " + container,
        Calls.USUAL,
        docker ->
            unlessGone(() ->
                docker
                    .removeContainerCmd(container)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec()));
  }

  /// Sends a signal, such as `HUP`, to the first process.
  public void signal(String container, String signal) {
    tell(
        "send " + signal + " to container " + container,
        Calls.USUAL,
        docker -> docker.killContainerCmd(container).withSignal(signal).exec());
  }

  /// Writes files (mode 0644, owner root) below a folder; missing folders are made. The folder
  /// itself must exist. Works on stopped containers too.
  ///
  /// @param folder absolute path in the container
  /// @param files relative path to content
  public void copyInto(String container, String folder, Map<String, byte[]> files) {
    tell(
        "copy files to " + folder + " of container " + container,
        Calls.USUAL,
        docker ->
            docker
                .copyArchiveToContainerCmd(container)
                .withRemotePath(folder)
                .withTarInputStream(TarFiles.stream(files))
                .exec());
  }

  /// The content of a file in the container; empty when there is none.
  public Optional<byte[]> read(String container, String path) {
    return ask(
        "read " + path + " of container " + container, docker -> read(docker, container, path));
  }

  private static Optional<byte[]> read(DockerClient docker, String container, String path)
      throws java.io.IOException {
    try (var tar = docker.copyArchiveFromContainerCmd(container, path).exec()) {
      return TarFiles.first(tar);
    } catch (NotFoundException _) {
      return Optional.empty();
    }
  }

  /// Runs a command to its end.
  ///
  /// @throws DevloopException `engine-timeout` after 60 s
  public ExecResult exec(String container, List<String> command) {
    return ask(
        "run " + Command.of(command) + " in container " + container,
        docker -> Execution.run(docker, container, command));
  }

  /// Runs a command that reads `stdin` to its end; by the docker CLI.
  ///
  /// @param deadline longest time for all of it
  public ExecResult exec(
      String container, List<String> command, InputStream stdin, Duration deadline) {
    return PipedExecution.run(calls.address(), container, command, stdin, deadline);
  }

  /// The last lines that the container printed, oldest first.
  public List<String> logs(String container, int tail) {
    return ask(
        "show the log of container " + container,
        docker -> Execution.logs(docker, container, tail));
  }

  private <T> T ask(String doing, Calls.Call<T> call) {
    return ask(doing, Calls.USUAL, call);
  }

  private <T> T ask(String doing, Duration deadline, Calls.Call<T> call) {
    return calls.request(doing, deadline, call);
  }

  private void tell(String doing, Duration deadline, Calls.Act act) {
    ask(
        doing,
        deadline,
        docker -> {
          act.on(docker);
          return "";
        });
  }

  /// Runs or stopped already: the wish is fulfilled.
  private static void unlessSo(Runnable call) {
    try {
      call.run();
    } catch (NotModifiedException _) {
      // it is so
    }
  }

  private static void unlessGone(Runnable call) {
    try {
      call.run();
    } catch (NotFoundException _) {
      // it is gone
    }
  }
}
