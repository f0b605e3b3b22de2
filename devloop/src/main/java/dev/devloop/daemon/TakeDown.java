package dev.devloop.daemon;

import dev.devloop.core.ClusterAccess;
import dev.devloop.core.ClusterPhase;
import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.core.Progress;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes a project down: with a daemon as its job, without one in the process of `devloop down`.
/// Doing it twice does no harm.
public final class TakeDown {

  private static final Logger LOG = LoggerFactory.getLogger(TakeDown.class);

  private final Clusters clusters;
  private final ImageWork images;
  private final ServiceRuntime.Opener opener;

  TakeDown(Clusters clusters, ImageWork images, ServiceRuntime.Opener opener) {
    this.clusters = clusters;
    this.images = images;
    this.opener = opener;
  }

  /// Takes the project's workloads away, and the cluster to rest when nobody else needs it.
  ///
  /// @param delete namespace, volumes and images too, and the cluster when no other project is in
  ///   it
  public void run(String project, String cluster, boolean delete, Progress progress) {
    var phase = clusters.phase(cluster);
    if (phase == ClusterPhase.NONE) {
      progress.step("there is no cluster " + cluster);
      return;
    }
    if (delete) {
      delete(project, cluster, phase, progress);
    } else if (phase == ClusterPhase.RUNNING) {
      stop(project, cluster, progress);
    }
  }

  private void stop(String project, String cluster, Progress progress) {
    try (var runtime = opener.open(access(cluster))) {
      progress.step("remove the workloads of " + project);
      runtime.takeDown(project, progress);
    }
    var others = others(project, clusters.projects(cluster, true));
    if (others.isEmpty()) {
      progress.step("stop cluster " + cluster);
      clusters.stop(cluster);
    } else {
      progress.step("cluster " + cluster + " goes on: " + String.join(", ", others) + " use it");
    }
  }

  private void delete(String project, String cluster, ClusterPhase phase, Progress progress) {
    var others = others(project, clusters.projects(cluster, false));
    clusters.access(cluster).ifPresent(a -> removeImages(project, a, progress));
    if (others.isEmpty()) {
      progress.step("delete cluster " + cluster);
      clusters.delete(cluster, progress);
      return;
    }
    if (phase != ClusterPhase.RUNNING) {
      throw asleep(cluster, others);
    }
    try (var runtime = opener.open(access(cluster))) {
      progress.step("delete namespace " + project);
      runtime.delete(project, progress);
    }
    progress.step("cluster " + cluster + " stays: " + String.join(", ", others) + " use it");
  }

  private static DevloopException asleep(String cluster, List<String> others) {
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
            "cluster-not-running",
            "The namespace cannot be deleted: cluster " + cluster + " does not run.",
            "It is kept because these projects have data in it: " + String.join(", ", others) + ".",
            "devloop up, then devloop down --delete"));
  }

  private void removeImages(String project, ClusterAccess access, Progress progress) {
    progress.step("remove the images of " + project);
    try {
      images.removeAll(project, access);
    } catch (DevloopException e) {
      LOG.warn("images of {} could not all be removed", project, e);
      progress.line("not all images could be removed: " + e.getMessage());
    }
  }

  private ClusterAccess access(String cluster) {
    return Optional.of(cluster)
        .flatMap(clusters::access)
        .orElseThrow(() -> new IllegalStateException("a running cluster without an address"));
  }

  private static List<String> others(String project, List<String> projects) {
    return projects.stream().filter(p -> !p.equals(project)).toList();
  }
}
