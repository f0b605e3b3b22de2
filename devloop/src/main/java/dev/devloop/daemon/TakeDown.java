package dev.devloop.daemon;

import dev.devloop.core.ClusterAccess;
import dev.devloop.core.ClusterPhase;
import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.core.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes a project down: with a daemon as its job, without one in the process of `devloop down`.
/// Doing it twice does no harm.
public final class TakeDown {

  private static final Logger LOG = LoggerFactory.getLogger(TakeDown.class);

  /// A node gets 15 s to end; the rest is for a busy engine.
  private static final Duration STOPPING = Duration.ofSeconds(20);

  /// Between two looks: asking the engine takes some milliseconds.
  private static final Duration LOOK = Duration.ofMillis(200);

  private final Clusters clusters;
  private final ImageWork images;
  private final ServiceRuntime.Opener opener;
  private final Duration stopping;

  TakeDown(Clusters clusters, ImageWork images, ServiceRuntime.Opener opener) {
    this(clusters, images, opener, STOPPING);
  }

  /// @param stopping how long a node whose API is gone is given to be stopped
  TakeDown(Clusters clusters, ImageWork images, ServiceRuntime.Opener opener, Duration stopping) {
    this.clusters = clusters;
    this.images = images;
    this.opener = opener;
    this.stopping = stopping;
  }

  /// What is taken down.
  ///
  /// @param folder of the project: another one may have a project of the same name
  public record Target(String project, Path folder, String cluster) {}

  /// Takes the project's workloads away, and the cluster to rest when nobody else needs it. What is
  /// somebody else's is left alone and named.
  ///
  /// @param delete namespace, volumes and images too, and the cluster when no other project is in
  ///   it
  public void run(Target target, boolean delete, Progress progress) {
    var cluster = target.cluster();
    var phase = awake(cluster, progress);
    if (phase == ClusterPhase.NONE) {
      progress.step("there is no cluster " + cluster);
      return;
    }
    if (delete) {
      delete(target, phase, progress);
    } else if (phase == ClusterPhase.RUNNING) {
      stop(target, progress);
    }
  }

  /// What is to be taken from a cluster can only be taken while it is awake.
  private ClusterPhase awake(String cluster, Progress progress) {
    var phase = clusters.status(cluster).phase();
    if (phase == ClusterPhase.PAUSED) {
      progress.step("wake cluster " + cluster);
      clusters.wake(cluster);
      return ClusterPhase.RUNNING;
    }
    return phase;
  }

  private void stop(Target target, Progress progress) {
    var cluster = target.cluster();
    try {
      removeWorkloads(target, progress);
    } catch (DevloopException e) {
      if (!isUnreachable(e) || !endsByItself(cluster)) {
        throw e;
      }
      progress.step("cluster " + cluster + " was being stopped already");
      clusters.stop(cluster); // all that belongs to it
      return;
    }
    var others = new Tenants(clusters, target).active();
    if (others.isEmpty()) {
      progress.step("stop cluster " + cluster);
      clusters.stop(cluster);
    } else {
      progress.step("cluster " + cluster + " goes on: " + String.join(", ", others) + " use it");
    }
  }

  private void removeWorkloads(Target target, Progress progress) {
    try (var runtime = opener.open(access(target.cluster()))) {
      if (isOwn(target, runtime, progress)) {
        progress.step("remove the workloads of " + target.project());
        clusters.unexpose(target.cluster(), target.project(), Set.of());
        runtime.takeDown(target.project(), progress);
      }
    }
  }

  private static boolean isUnreachable(DevloopException e) {
    return e.problems().stream().anyMatch(problem -> problem.id().equals("cluster-unreachable"));
  }

  /// The engine goes on to stop a node for a `down` that was killed: until it has, the node counts
  /// as running, and its API does not answer.
  private boolean endsByItself(String cluster) {
    for (long end = System.nanoTime() + stopping.toNanos(); System.nanoTime() < end; ) {
      if (clusters.status(cluster).phase() != ClusterPhase.RUNNING) {
        return true;
      }
      LockSupport.parkNanos(LOOK.toNanos());
      if (Thread.currentThread().isInterrupted()) {
        return false;
      }
    }
    return false;
  }

  private static boolean isOwn(Target target, ServiceRuntime runtime, Progress progress) {
    var foreign = runtime.foreign(target.project(), target.folder());
    foreign.ifPresent(
        why -> progress.step("namespace " + target.project() + " is left alone: " + why));
    return foreign.isEmpty();
  }

  private void delete(Target target, ClusterPhase phase, Progress progress) {
    var cluster = target.cluster();
    var others = new Tenants(clusters, target).all();
    // images go by the project's name
    if (!others.contains(target.project())) {
      clusters.access(cluster).ifPresent(a -> removeImages(target.project(), a, progress));
    }
    if (others.isEmpty()) {
      progress.step("delete cluster " + cluster);
      clusters.delete(cluster, progress);
      return;
    }
    if (phase == ClusterPhase.RUNNING) {
      deleteNamespace(target, progress);
    } else if (clusters.projects(cluster).stream().anyMatch(new Tenants(clusters, target)::isOwn)) {
      throw asleep(cluster, others);
    }
    progress.step("cluster " + cluster + " stays: " + String.join(", ", others) + " use it");
  }

  private void deleteNamespace(Target target, Progress progress) {
    try (var runtime = opener.open(access(target.cluster()))) {
      if (isOwn(target, runtime, progress)) {
        progress.step("delete namespace " + target.project());
        clusters.unexpose(target.cluster(), target.project(), Set.of());
        runtime.delete(target.project(), progress);
        forget(target, progress);
      }
    }
  }

  private void forget(Target target, Progress progress) {
    try {
      clusters.forget(target.cluster(), target.project());
    } catch (DevloopException e) {
      LOG.warn("{} was not forgotten", target.project(), e);
      progress.line(String.valueOf(e.getMessage()));
    }
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
}
