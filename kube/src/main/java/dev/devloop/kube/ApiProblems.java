package dev.devloop.kube;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What the API says when it refuses, as problems.
final class ApiProblems {

  private ApiProblems() {}

  /// Runs a request; its failure becomes a problem.
  ///
  /// @param doing what the request is for, to be read after "could not"
  static <T> T guard(String doing, Supplier<T> request) {
    try {
      return request.get();
    } catch (KubernetesClientException e) {
      throw new DevloopException(ExitCode.PLATFORM, of(doing, e), e);
    }
  }

  static Problem of(String doing, KubernetesClientException e) {
    var problem =
        isNoAnswer(e)
            ? Problem.of(
                "cluster-unreachable",
                "The cluster's API does not answer: could not " + doing + ".",
                "The cluster is stopped, paused, just starting, or was deleted.",
                "Run `devloop status` to see its state, `devloop up` to bring it back.")
            : Problem.of(
                "cluster-refused",
                "The cluster's API refused to " + doing + ".",
                "",
                "See the answer below.");
    return problem.withEvidence(List.of(message(e)));
  }

  /// Of one object that was to be applied.
  static Problem of(KubeObject object, KubernetesClientException e) {
    if (isNoAnswer(e)) {
      return of("apply " + object, e);
    }
    var where = object.source() + ": " + object.ref();
    var problem =
        switch (isBadName(e) ? 422 : e.getCode()) {
          case 400, 422 ->
              object.ref().kind().equals("PersistentVolumeClaim") && isImmutable(e)
                  ? volume(where)
                  : Problem.of(
                      "object-invalid",
                      where + " is not valid.",
                      "A field is missing, misspelled or has a value that Kubernetes does not take.",
                      "Correct what the answer below names.");
          case 403 ->
              object.ref().kind().equals("PersistentVolumeClaim")
                  ? volume(where)
                  : Problem.of(
                      "object-forbidden",
                      where + " is not allowed.",
                      "A quota, an admission rule, or a namespace that is being deleted.",
                      "See the answer below.");
          case 404 -> kindUnknown(object);
          case 409 ->
              Problem.of(
                  "object-conflict",
                  where + " is being changed by somebody else at the same time.",
                  "A controller or another tool writes the same object.",
                  "Run `devloop up` again; if it stays, see the answer below for who it is.");
          default ->
              Problem.of(
                  "object-refused",
                  where + " was refused (HTTP " + e.getCode() + ").",
                  "Often an admission webhook that does not run yet.",
                  "Run `devloop up` again; see the answer below.");
        };
    return problem.withEvidence(evidence(e));
  }

  static Problem kindUnknown(KubeObject object) {
    return Problem.of(
        "object-kind-unknown",
        object.source()
            + ": the cluster does not know "
            + object.ref().kind()
            + " of "
            + object.ref().apiVersion()
            + ".",
        "Its CustomResourceDefinition is not installed, or the API version is older or newer than"
            + " this cluster.",
        "Add the definition to `manifests`, or change apiVersion.");
  }

  private static Problem volume(String where) {
    return Problem.of(
        "volume-immutable",
        where + ": a volume that exists cannot be changed in this way.",
        "The cluster's storage can neither grow nor shrink volumes, and their class is fixed.",
        "Take the change back; or delete the volume with its data (`devloop down --delete` deletes"
            + " all volumes of the project) and run `devloop up`.");
  }

  static boolean isImmutable(KubernetesClientException e) {
    var text = message(e);
    return e.getCode() == 422 && (text.contains("immutable") || text.contains("updates to "));
  }

  /// No HTTP status: nobody was there to give one.
  static boolean isNoAnswer(KubernetesClientException e) {
    return !isBadName(e) && (e.getCode() <= 0 || (e.getCode() == 503 && e.getStatus() == null));
  }

  /// A name that no URL can hold is found out before the API could refuse it.
  private static boolean isBadName(KubernetesClientException e) {
    return e.getCause() instanceof URISyntaxException;
  }

  private static List<String> evidence(KubernetesClientException e) {
    var lines = new ArrayList<String>();
    var details = Optional.ofNullable(e.getStatus()).map(Status::getDetails);
    details
        .map(found -> found.getCauses())
        .ifPresent(causes ->
            causes.forEach(
                cause -> lines.add(cause.getField() + ": " + firstLine(cause.getMessage()))));
    if (lines.isEmpty()) {
      lines.add(message(e));
    }
    return lines;
  }

  /// Some answers go on with a difference of the two objects.
  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  static String message(KubernetesClientException e) {
    return Optional.ofNullable(e.getStatus())
        .map(Status::getMessage)
        .or(() -> Optional.ofNullable(e.getCause()).map(Throwable::toString))
        .or(() -> Optional.ofNullable(e.getMessage()))
        .orElse("no message");
  }
}
