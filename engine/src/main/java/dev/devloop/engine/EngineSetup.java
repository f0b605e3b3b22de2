package dev.devloop.engine;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Home;
import dev.devloop.core.Problem;
import dev.devloop.core.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Gets an engine running on a host that has none. An engine that is there is used as it is: its
/// configuration is never edited. One that devloop starts has its own configuration, data, log and
/// socket below [Home] and outlives this process.
public final class EngineSetup {

  private final Map<String, String> env;
  private final Home home;
  private final Recipes recipes;
  private final HostTools tools;
  private final Packages packages;

  private EngineSetup(Map<String, String> env, Home home, Recipes recipes) {
    this.env = Map.copyOf(env);
    this.home = home;
    this.recipes = recipes;
    this.tools = HostTools.of(env);
    this.packages = new Packages(tools);
  }

  /// @param env the environment of the process
  /// @param recipes makes the capability wrapper where the host lacks CAP_SYS_RESOURCE
  public static EngineSetup of(Map<String, String> env, Home home, Recipes recipes) {
    return new EngineSetup(env, home, recipes);
  }

  /// What [#run] would do, in order; empty when an engine answers and nothing is missing.
  ///
  /// @throws DevloopException `engine-unreachable` when devloop cannot set one up here (macOS,
  ///   Windows, no root, another Linux, DOCKER_HOST set): says what to do
  public List<SetupStep> plan() {
    var steps = new ArrayList<SetupStep>();
    var unreachable = unreachable();
    if (unreachable.isEmpty()) {
      var missing = missingPackages(false);
      if (!missing.isEmpty()) {
        steps.add(new SetupStep(Packages.title(missing), true));
      }
      return steps;
    }
    checkPossible(unreachable.get());
    var missing = missingPackages(true);
    if (!missing.isEmpty()) {
      steps.add(new SetupStep(Packages.title(missing), true));
    }
    if (Capabilities.ofThisProcess().wantWrapper()) {
      steps.add(new SetupStep("make the capability wrapper for runc", false));
    }
    steps.add(new SetupStep("start devloop's own container engine", false));
    return steps;
  }

  /// Does what is missing and returns when an engine answers. Two processes at once do it once.
  ///
  /// @throws DevloopException `engine-setup-failed` with the output of the step that failed, or the
  ///   engine's last log lines; what [#plan] throws
  public EngineAddress run(Progress progress) {
    var lock = EngineFolders.of(home).lock();
    try (var _ = PathLock.hold(lock, () -> progress.line("another devloop sets the engine up"))) {
      var unreachable = unreachable();
      unreachable.ifPresent(this::checkPossible);
      var missing = missingPackages(unreachable.isPresent());
      if (!missing.isEmpty()) {
        packages.install(missing, root(), progress);
      }
      // the package may have started an engine that will do
      return unreachable().isEmpty()
          ? EngineAddress.find(env, home)
          : new OwnEngine(home, tools, root()).start(wrapper(progress), progress);
    }
  }

  /// Ends the engine that devloop started, and no other.
  ///
  /// @return whether there was one
  public boolean stop() {
    var lock = EngineFolders.of(home).lock();
    try (var _ = PathLock.hold(lock, () -> {})) {
      return Root.of(user(), tools).map(r -> new OwnEngine(home, tools, r).stop()).orElse(false);
    }
  }

  private Optional<DevloopException> unreachable() {
    try {
      var _ = EngineAddress.find(env, home);
      return Optional.empty();
    } catch (DevloopException e) {
      return Optional.of(e);
    }
  }

  private Optional<Path> wrapper(Progress progress) {
    return Capabilities.ofThisProcess().wantWrapper()
        ? Optional.of(recipes.tool("devloop-runc", progress))
        : Optional.empty();
  }

  /// The docker CLI is needed beside any engine: kind runs it.
  private List<String> missingPackages(boolean engine) {
    if (!packages.usable()) {
      return List.of();
    }
    var programs = new ArrayList<>(engine ? Packages.ENGINE : List.of("docker"));
    programs.addAll(toolsOfRecipes());
    return Root.of(user(), tools).isPresent() ? packages.missing(programs) : List.of();
  }

  /// Recipes are for where no registry can be reached.
  private List<String> toolsOfRecipes() {
    var missing = recipes.missingHostTools();
    var access = new RegistryReach.RegistryAccess(List.of(), false);
    return missing.isEmpty() || RegistryReach.of(access).reachable("docker.io")
        ? List.of()
        : missing;
  }

  private Root root() {
    return Root.of(user(), tools).orElseThrow(() -> impossible(List.of()));
  }

  private void checkPossible(DevloopException unreachable) {
    var evidence = unreachable.problems().getFirst().evidence();
    var linux = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
    var installable = packages.usable() || Packages.ENGINE.stream().allMatch(tools::has);
    if (!linux || !installable || chosen() || Root.of(user(), tools).isEmpty()) {
      throw impossible(evidence);
    }
  }

  /// Somebody named an engine: another one is not what they want.
  private boolean chosen() {
    return !env.getOrDefault("DOCKER_HOST", "").isBlank();
  }

  private static String user() {
    return System.getProperty("user.name", "");
  }

  private DevloopException impossible(List<String> evidence) {
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
                EngineAddress.UNREACHABLE,
                "No container engine answers, and devloop cannot set one up here.",
                chosen()
                    ? "DOCKER_HOST names an engine that does not answer."
                    : "It installs one by itself only on Debian and Ubuntu, as root or with sudo.",
                chosen() ? "Start that engine, or unset DOCKER_HOST." : EngineAdvice.forThisHost())
            .withEvidence(evidence));
  }
}
