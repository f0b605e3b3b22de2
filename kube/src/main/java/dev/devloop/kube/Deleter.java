package dev.devloop.kube;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Deletes objects and waits for their end.
final class Deleter {

  private final Kinds kinds;
  private final OwnDeletions own;
  private final String project;

  Deleter(Kinds kinds, OwnDeletions own, String project) {
    this.kinds = kinds;
    this.own = own;
    this.project = project;
  }

  /// The live object, when it is there and still the project's.
  Optional<GenericKubernetesResource> ours(ObjectRef ref) {
    return kinds
        .resource(ref)
        .flatMap(resource -> Optional.ofNullable(resource.get()))
        .filter(object -> Labels.isOf(object.getMetadata(), project));
  }

  /// Lets the object go. In the foreground: a workload is gone only when its pods are.
  void delete(ObjectRef ref, GenericKubernetesResource live) {
    own.add(live.getMetadata());
    kinds
        .resource(ref)
        .ifPresent(
            resource -> resource.withPropagationPolicy(DeletionPropagation.FOREGROUND).delete());
  }

  /// Returns when all of them are gone.
  ///
  /// @throws DevloopException `pods-do-not-end`
  void awaitGone(Collection<ObjectRef> refs, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    for (var ref : refs) {
      var resource = kinds.resource(ref);
      if (resource.isPresent() && !isGone(resource.get(), end - System.nanoTime())) {
        throw new DevloopException(
            ExitCode.PLATFORM,
            Problem.of(
                "pods-do-not-end",
                ref + " is still there " + patience.toSeconds() + " s after its deletion.",
                "Its process ignores SIGTERM and has a long terminationGracePeriodSeconds, or a"
                    + " finalizer waits for a controller that does not run.",
                "See `kubectl -n "
                    + ref.namespace()
                    + " get "
                    + ref
                    + " -o yaml`; then run"
                    + " `devloop down` again."));
      }
    }
  }

  private static boolean isGone(Resource<GenericKubernetesResource> resource, long nanos) {
    if (resource.get() == null) {
      return true;
    }
    try {
      resource.waitUntilCondition(
          object -> object == null, Math.max(1, nanos / 1_000_000), TimeUnit.MILLISECONDS);
      return true;
    } catch (KubernetesClientTimeoutException e) {
      return false;
    } catch (KubernetesClientException e) {
      if (e.getCode() == 404) {
        return true;
      }
      throw e;
    }
  }
}
