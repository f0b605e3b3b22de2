package dev.devloop.engine;

import dev.devloop.core.Home;
import dev.devloop.core.Progress;
import java.util.List;
import java.util.Map;

/// Gets an engine running on a host that has none. An engine that is there is used as it is: its
/// configuration is never edited. One that devloop starts has its own configuration, data, log and
/// socket below [Home] and outlives this process.
public final class EngineSetup {

  /// @param env the environment of the process
  /// @param recipes makes the `runc-wrapper` where the host lacks CAP_SYS_RESOURCE
  public static EngineSetup of(Map<String, String> env, Home home, Recipes recipes) {
    return Unfinished.yet();
  }

  /// What [#run] would do, in order; empty when an engine answers.
  ///
  /// @throws dev.devloop.core.DevloopException `engine-unreachable` when devloop cannot set one up
  ///   here (macOS, Windows, no root, another Linux): says what to do
  public List<SetupStep> plan() {
    return Unfinished.yet();
  }

  /// Does what is missing and returns when an engine answers. Two processes at once do it once.
  ///
  /// @throws dev.devloop.core.DevloopException `engine-setup-failed` with the output of the step
  ///   that failed, or the engine's last log lines
  public EngineAddress run(Progress progress) {
    return Unfinished.yet();
  }

  /// Ends the engine that devloop started, and no other.
  ///
  /// @return whether there was one
  public boolean stop() {
    return Unfinished.yet();
  }
}
