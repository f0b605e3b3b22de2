package dev.devloop.kind;

import dev.devloop.core.Progress;
import dev.devloop.engine.Command;
import dev.devloop.engine.CommandResult;
import dev.devloop.engine.EngineAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// kind as a subprocess.
///
/// @param env the environment of this process
/// @param program finds or makes the executable
record KindProgram(Map<String, String> env, EngineAddress engine, Function<Progress, Path> program)
    implements KindTool {

  /// kubeadm gives up after 4 minutes by itself.
  private static final Duration DEADLINE = Duration.ofMinutes(8);

  private static final Duration END = Duration.ofSeconds(10);

  @Override
  public CommandResult create(
      ClusterName cluster, String image, Path config, Path kubeconfig, Progress progress) {
    var kind = program.apply(progress);
    return Command.of(
            kind.toString(),
            "create",
            "cluster",
            "--name=" + cluster.value(),
            "--image=" + image,
            "--config=" + config,
            "--kubeconfig=" + kubeconfig,
            "--retain")
        .env(environment())
        .run(line -> tell(line.strip(), progress), DEADLINE);
  }

  /// kind prints hints, warnings and thanks as well; all of it is in the evidence of a failure.
  private static void tell(String line, Progress progress) {
    if (line.startsWith("\u2022")) {
      progress.line(line.replaceAll("[^\\p{L}\\p{N}()/:. -]", "").replace(" ...", "").strip());
    }
  }

  /// What kind needs beside this process's own environment.
  Map<String, String> environment() {
    var all = new HashMap<>(engine.environment());
    all.put("KIND_EXPERIMENTAL_PROVIDER", "docker");
    all.put("KIND_EXPERIMENTAL_DOCKER_NETWORK", Names.NETWORK);
    for (var name : List.of("NO_PROXY", "no_proxy")) {
      // kind hands proxies on to the node: the registry is not behind them
      if (env.keySet().stream().anyMatch(key -> key.matches("(?i)https?_proxy"))) {
        all.merge(name, noProxy(env.getOrDefault(name, "")), (_, own) -> own);
      }
    }
    return all;
  }

  private static String noProxy(String listed) {
    return listed.isEmpty() ? Names.REGISTRY : listed + "," + Names.REGISTRY;
  }

  @Override
  public void endLeftover(Path kubeconfig) {
    var argument = "--kubeconfig=" + kubeconfig;
    ProcessHandle.allProcesses()
        .filter(process -> hasArgument(process, argument))
        .forEach(KindProgram::end);
  }

  private static boolean hasArgument(ProcessHandle process, String argument) {
    return process.info().arguments().filter(all -> List.of(all).contains(argument)).isPresent();
  }

  private static void end(ProcessHandle process) {
    var all = process.descendants().toList();
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
    Waiting.until(() -> !process.isAlive(), END, "the end of kind");
  }
}
