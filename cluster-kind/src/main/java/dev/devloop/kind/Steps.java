package dev.devloop.kind;

import java.util.List;

/// The list that makes a cluster.
final class Steps {

  private Steps() {}

  static List<Step> ensure() {
    return List.of(
        new CheckOwner(),
        new Wake(),
        new UndoHalfMade(),
        new Network(),
        new SideBySide(
            List.of(
                new NodeImage(),
                new CreateNode(),
                new StartNode(),
                new WaitApi(),
                new Dns(),
                new WaitNode()),
            List.of(
                List.of(new Registry(), new IngressImage()),
                List.of(new Proxy()),
                List.of(new AgentProgram()))),
        new SideBySide(
            List.of(new RegistryMirror(), new Storage(), new ClusterObjects()),
            List.of(List.of(new WriteKubeconfig()), List.of(new InstallAgent()))),
        new Finish());
  }

  static void run(List<Step> steps, Bringup bringup) {
    for (var step : steps) {
      Waiting.stopWhenInterrupted(step.title());
      if (!(step instanceof SideBySide)) {
        bringup.progress().step(step.title());
      }
      step.run(bringup);
    }
  }
}
