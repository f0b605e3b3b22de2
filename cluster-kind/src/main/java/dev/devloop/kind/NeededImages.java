package dev.devloop.kind;

import dev.devloop.engine.EngineContainer.State;
import java.util.HashSet;
import java.util.Set;

/// What clusters need of the images that devloop built.
///
/// @param digests of images that containers run
/// @param projects whose newest images are needed too, although nothing may run them just now
/// @param frozen a cluster is paused and cannot be asked: the newest images of all projects are
///   needed
public record NeededImages(Set<String> digests, Set<String> projects, boolean frozen) {

  public NeededImages {
    digests = Set.copyOf(digests);
    projects = Set.copyOf(projects);
  }

  /// A stopped cluster has in its node what its containers run.
  static NeededImages of(Docker docker) {
    var digests = new HashSet<String>();
    var projects = new HashSet<String>();
    var frozen = false;
    for (var node : ClusterLook.ourNodes(docker)) {
      frozen |= node.state() == State.PAUSED;
      if (node.running() && new Markers(docker).of(node).isPresent()) {
        digests.addAll(NodeImagePrune.inUse(docker, node.id()));
        var cluster = new ClusterName(node.labels().getOrDefault(Names.KIND_CLUSTER, ""));
        new Projects(new NodeKubectl(docker, cluster))
            .list().stream().filter(Project::active).forEach(it -> projects.add(it.name()));
      }
    }
    return new NeededImages(digests, projects, frozen);
  }
}
