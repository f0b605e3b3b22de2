package dev.devloop.e2e;

import java.util.ArrayList;
import java.util.List;

/// The projects of one test (as parameter of the test) or of all tests of a class (as parameter of
/// `@BeforeAll`). They are taken down afterwards.
final class Projects implements AutoCloseable {

  private final Sandbox sandbox;
  private final List<Project> open = new ArrayList<>();

  Projects(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  Sandbox sandbox() {
    return sandbox;
  }

  /// A project in the cluster that most tests share.
  Project open(String fixture) {
    sandbox.ensureSharedCluster();
    return add(Project.copy(sandbox, fixture, Sandbox.CLUSTER));
  }

  /// A project in a cluster of its own.
  Project openAlone(String fixture) {
    return add(Project.copy(sandbox, fixture, Sandbox.CLUSTER + "-" + fixture));
  }

  /// A project for commands that start nothing: there is nothing to take down.
  Project openUnstarted(String fixture) {
    return Project.copy(sandbox, fixture, Sandbox.CLUSTER);
  }

  Project add(Project project) {
    open.add(project);
    return project;
  }

  List<Project> all() {
    return List.copyOf(open);
  }

  @Override
  public void close() {
    open.forEach(sandbox::removeLater);
  }
}
