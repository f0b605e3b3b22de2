package dev.devloop.core;

import java.util.Optional;

/// The part of the project that belongs to no service: namespace, the user's other objects, removal
/// of what left the config.
///
/// @param inputs digest of what it is made from
/// @param applied digest of what was last applied; empty: not yet, or the cluster is a new one
/// @param failure nothing is tried again while it stands
/// @param exit how a command ends because of the failure
public record Shared(
    String inputs, Optional<String> applied, Optional<Problem> failure, ExitCode exit) {

  static final Shared NONE = wanted("");

  /// To be applied for the first time.
  static Shared wanted(String inputs) {
    return new Shared(inputs, Optional.empty(), Optional.empty(), ExitCode.OK);
  }

  /// Other inputs: what was applied is still there.
  Shared with(String newInputs) {
    return new Shared(newInputs, applied, Optional.empty(), ExitCode.OK);
  }

  /// Just that was applied.
  Shared applied(String done) {
    return new Shared(inputs, Optional.of(done), Optional.empty(), ExitCode.OK);
  }

  /// It was tried, and is not to be tried again unasked.
  Shared failed(Optional<Problem> problem, ExitCode how) {
    return new Shared(inputs, applied, problem, how);
  }

  /// To be applied once more, a failure apart.
  Shared again() {
    return new Shared(inputs, Optional.empty(), failure, exit);
  }

  boolean current() {
    return applied.filter(inputs::equals).isPresent();
  }
}
