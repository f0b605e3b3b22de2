package dev.devloop.kube;

import dev.devloop.core.Problem;
import java.time.Instant;
import java.util.Optional;

/// What keeps a pod from its work.
///
/// @param problem without log lines yet
/// @param tail the log whose last lines are to be added
record Trouble(Problem problem, Optional<Tail> tail) {

  /// The log of one run of a container.
  ///
  /// @param containerId names the run: each start has its own
  /// @param previous it is the run before the current one
  record Tail(String container, String containerId, boolean previous) {

    /// Which run it is, whether it is the previous one by now or not.
    String run() {
      return container + " " + containerId;
    }
  }

  /// The result of looking at a pod.
  ///
  /// @param trouble what counts as failed by now
  /// @param recheck when to look again though nothing was heard of the pod
  record Verdict(Optional<Trouble> trouble, Optional<Instant> recheck) {

    static final Verdict FINE = new Verdict(Optional.empty(), Optional.empty());

    static Verdict failed(Problem problem) {
      return new Verdict(Optional.of(new Trouble(problem, Optional.empty())), Optional.empty());
    }

    static Verdict failed(Problem problem, Tail tail) {
      return new Verdict(Optional.of(new Trouble(problem, Optional.of(tail))), Optional.empty());
    }

    static Verdict failedAt(Instant when, Instant now, Verdict then) {
      return now.isBefore(when) ? new Verdict(Optional.empty(), Optional.of(when)) : then;
    }

    boolean isFine() {
      return trouble.isEmpty() && recheck.isEmpty();
    }
  }
}
