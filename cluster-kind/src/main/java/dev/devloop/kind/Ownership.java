package dev.devloop.kind;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.engine.EngineContainer;

/// Whose a container is, and what the engine's refusals mean.
final class Ownership {

  private Ownership() {}

  /// @throws DevloopException `name-in-use` when devloop did not make the container for that role
  static void check(EngineContainer container, String role) {
    if (!role.equals(container.labels().get(Names.ROLE))) {
      throw new DevloopException(
          ExitCode.PLATFORM,
          Problem.of(
              "name-in-use",
              "There is a container " + container.name() + " that devloop did not make.",
              "devloop needs that name for its " + role + ".",
              "Remove or rename it: docker rename " + container.name() + " NEW_NAME"));
    }
  }

  /// Returns when the engine refused for that reason; every other refusal goes on.
  ///
  /// @param id of the problem, such as `port-in-use`
  static void expect(DevloopException refusal, String id) {
    if (refusal.problems().stream().noneMatch(problem -> problem.id().equals(id))) {
      throw refusal;
    }
  }
}
