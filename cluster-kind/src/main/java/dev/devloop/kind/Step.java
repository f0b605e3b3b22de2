package dev.devloop.kind;

/// A part of bringing a cluster up. Each finds out by itself what is there already: run again it
/// does only what is missing.
interface Step {

  /// What it does, for people: `Create the node`.
  String title();

  /// @throws dev.devloop.core.DevloopException when it cannot be done
  void run(Bringup bringup);
}
