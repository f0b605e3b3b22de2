package dev.devloop.daemon;

import dev.devloop.core.Event;
import dev.devloop.core.Instance;
import dev.devloop.core.LogKind;
import dev.devloop.core.LogLine;
import dev.devloop.core.LogOrigin;
import dev.devloop.core.LogSink;
import dev.devloop.core.Problem;
import dev.devloop.core.Request;
import dev.devloop.core.Service;
import dev.devloop.core.ServiceName;
import dev.devloop.core.State;
import dev.devloop.core.config.WorkloadRef;
import dev.devloop.engine.Command;
import dev.devloop.engine.CommandResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Runs commands in the instances of the cluster, from outside.
final class InstancePlace implements ChangeActions.Place {

  /// A first `npm ci` on a slow line, with room: longer is a hang.
  private static final Duration LONGEST = Duration.ofMinutes(30);

  /// The first screen of what a command said last.
  private static final int LINES = 20;

  /// A shell's and a container runtime's words for a program that is not there.
  private static final int NOT_FOUND = 127;

  private final Supplier<State> state;
  private final Clusters clusters;
  private final Supplier<Map<String, String>> engineEnv;
  private final LogSink log;
  private final Consumer<Event> post;

  InstancePlace(
      Supplier<State> state,
      Clusters clusters,
      Supplier<Map<String, String>> engineEnv,
      LogSink log,
      Consumer<Event> post) {
    this.state = state;
    this.clusters = clusters;
    this.engineEnv = engineEnv;
    this.log = log;
    this.post = post;
  }

  @Override
  public List<String> instances(ServiceName service) {
    return service(service).stream()
        .flatMap(s -> s.observed().instances().stream())
        .filter(i -> i.phase() == Instance.Phase.RUNNING)
        .map(Instance::name)
        .toList();
  }

  private Optional<Service> service(ServiceName name) {
    return Optional.ofNullable(state.get().services().get(name));
  }

  @Override
  public Optional<Problem> run(ServiceName name, String instance, List<String> command)
      throws InterruptedException {
    var argv = entry(name, instance);
    if (argv.isEmpty()) {
      return Optional.empty(); // it is gone: the next one begins with the files
    }
    var words = new ArrayList<>(argv.get());
    words.addAll(command);
    var container = container(name).orElse("");
    var origin = LogOrigin.of(LogKind.RUN, name, instance, container);
    log.append(LogLine.of(origin, Instant.now(), "$ " + ChangeActions.text(command)));
    var result =
        Command.of(words)
            .env(engineEnv.get())
            .run(
                line -> {
                  if (isTheCommands(line)) {
                    log.append(LogLine.of(origin, Instant.now(), line));
                  }
                },
                LONGEST);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return result.ok() ? Optional.empty() : Optional.of(failed(name, instance, command, result));
  }

  /// kubectl adds a word of its own.
  private static boolean isTheCommands(String line) {
    return !line.startsWith("command terminated with exit code ");
  }

  private Optional<String> container(ServiceName name) {
    return service(name).flatMap(s -> s.config().workload()).flatMap(WorkloadRef::container);
  }

  private Optional<List<String>> entry(ServiceName name, String instance) {
    var now = state.get();
    var node =
        service(name).stream()
            .flatMap(s -> s.observed().instances().stream())
            .filter(i -> i.name().equals(instance))
            .map(Instance::node)
            .findFirst();
    if (now.cluster().access().isEmpty() || now.config().isEmpty() || node.isEmpty()) {
      return Optional.empty();
    }
    var place =
        new Clusters.Place(node.get(), now.config().get().project(), instance, container(name));
    return Optional.of(clusters.entry(now.cluster().access().get(), place, false));
  }

  private static Problem failed(
      ServiceName service, String instance, List<String> command, CommandResult result) {
    var text = ChangeActions.text(command);
    boolean missing =
        result.exitCode() == NOT_FOUND
            || result.output().stream().anyMatch(l -> l.contains("executable file not found"));
    var output = result.output().stream().filter(InstancePlace::isTheCommands).toList();
    return Problem.of(
            "command-failed",
            "`" + text + "` of onChange failed in " + instance + " with " + result.exitCode() + ".",
            missing
                ? "The image of "
                    + service
                    + " does not have "
                    + command.getFirst()
                    + "; the changed files are in the container."
                : "The command ended with an error; the changed files are in the container.",
            missing
                ? "Name a program that the image has; a list of words needs no shell."
                : "Correct the cause and save again. devloop logs " + service + " has all it said.")
        .withEvidence(output.subList(Math.max(0, output.size() - LINES), output.size()));
  }

  /// As if somebody had asked: a deploy under way is waited for.
  @Override
  public void restart(ServiceName service) {
    post.accept(new Event.Asked(new Request.Restart(Set.of(service), false)));
  }
}
