package dev.devloop.kind;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.engine.CommandResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Map;

/// `kind create cluster`, unless there is a node. Before it the state folder says that devloop
/// creates; after it the node itself says that it is whole.
final class CreateNode implements Step {

  @Override
  public String title() {
    return "Create the node";
  }

  @Override
  public void run(Bringup bringup) {
    if (bringup.node().isPresent()) {
      return;
    }
    var files = bringup.host().files();
    var cluster = bringup.cluster();
    files.save(cluster, ClusterRecord.NONE.creating(true));
    files.deleteNodeFiles(cluster);
    var config = files.kindConfig(cluster);
    PrivateFile.write(config, KindConfig.text(cluster, bringup.docker().cgroupVersion()));
    var kubeconfig = files.kindKubeconfig(cluster);
    var image = NodeImage.reference(bringup);
    var result =
        bringup.host().kind().create(cluster, image, config, kubeconfig, bringup.progress());
    if (!result.ok()) {
      throw undo(bringup, result);
    }
    files.deleteNodeFiles(cluster);
    mark(bringup);
  }

  private static void mark(Bringup bringup) {
    var node = bringup.cluster().node();
    var version = bringup.docker().read(node, "/kind/version").orElse("").strip();
    var marker =
        new Marker(
            bringup.wanted(),
            version.startsWith("v") ? version.substring(1) : version,
            bringup.project(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    bringup.docker().write(node, Map.of(Marker.PATH, Json.write(marker)));
  }

  /// The failed node is gone when this returns, and what it said is in the problem.
  private static DevloopException undo(Bringup bringup, CommandResult result) {
    var evidence = new ArrayList<>(result.evidence(15));
    evidence.addAll(NodeEvidence.of(bringup.docker(), bringup.cluster()));
    var failure =
        new DevloopException(
            ExitCode.PLATFORM,
            Problem.of(
                    "cluster-create-failed",
                    "kind could not create the cluster %s: it ended with exit code %d."
                        .formatted(bringup.cluster().value(), result.exitCode()),
                    "Mostly the engine's machine lacks something: memory, disk, inotify instances,"
                        + " or a kernel feature.",
                    "devloop doctor names what is missing; then run the command again.")
                .withEvidence(evidence));
    try {
      bringup.docker().remove(bringup.cluster().node());
    } catch (DevloopException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }
}
