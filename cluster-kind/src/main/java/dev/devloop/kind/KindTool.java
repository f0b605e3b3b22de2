package dev.devloop.kind;

import dev.devloop.core.Progress;
import dev.devloop.engine.CommandResult;
import java.nio.file.Path;

/// The kind program.
interface KindTool {

  /// Runs `kind create cluster` to its end, with `--retain`: what it made stays when it fails, for
  /// a look at it.
  ///
  /// @param image that the engine has
  /// @param config file for `--config`
  /// @param kubeconfig file that kind writes, so that it leaves the user's alone
  CommandResult create(
      ClusterName cluster, String image, Path config, Path kubeconfig, Progress progress);

  /// Ends a `kind create cluster` with that kubeconfig whose devloop was killed.
  void endLeftover(Path kubeconfig);
}
