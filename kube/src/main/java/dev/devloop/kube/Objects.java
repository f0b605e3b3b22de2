package dev.devloop.kube;

import dev.devloop.core.config.DevConfig;
import dev.devloop.core.config.ServiceConfig;
import java.util.List;
import java.util.Map;

/// Makes the objects of a service that devloop generates. Pure.
@SuppressWarnings("DoNotCallSuggester")
public final class Objects {

  private Objects() {}

  /// All objects of the service: a Deployment or a Job, and as needed a Service, an Ingress, a
  /// Secret and PersistentVolumeClaims.
  ///
  /// @param service one without `workload`
  /// @param image the reference that the node pulls
  /// @param envFile the variables of its env files, later files over earlier ones; they become the
  ///   Secret, and a change of them rolls the pods
  /// @param inputs digest of all that the service is made from; comes back as
  ///   [dev.devloop.core.Observed#inputs]
  public static List<KubeObject> of(
      DevConfig config,
      ServiceConfig service,
      String image,
      Map<String, String> envFile,
      String inputs) {
    throw new UnsupportedOperationException();
  }
}
