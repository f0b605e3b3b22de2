package dev.devloop.kube;

import dev.devloop.core.ServiceName;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How devloop marks its objects. The labels are the recommended ones of Kubernetes; what only
/// devloop reads is an annotation.
final class Labels {

  static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  static final String PART_OF = "app.kubernetes.io/part-of";
  static final String NAME = "app.kubernetes.io/name";
  static final String DEVLOOP = "devloop";

  /// File and place that an object was made from.
  static final String SOURCE = "dev.devloop/source";

  /// Digest of an object as it was wanted; in a pod template: of that template.
  static final String CONFIG_DIGEST = "dev.devloop/config-digest";

  /// In a pod template: digest of the env files, so that an edit rolls the pods.
  static final String ENV_DIGEST = "dev.devloop/env-digest";

  /// On a workload: what the caller made it from.
  static final String INPUTS = "dev.devloop/inputs";

  /// On a workload and its pods: the service they belong to.
  static final String SERVICE = "dev.devloop/service";

  /// In a pod template: the project, for the node's agent; docs/sync.md lists all that it reads.
  static final String PROJECT = "dev.devloop/project";

  /// In a pod template: the containers that the node's agent brings files into, with commas.
  static final String SYNC_CONTAINERS = "dev.devloop/sync-containers";

  /// In a pod template: its process ends by itself and is never restarted in place.
  static final String JOB = "dev.devloop/job";

  /// In a pod template: that its containers get the certificates that the host trusts; the
  /// variables that name the file, with commas.
  static final String TRUST = "dev.devloop/trust";

  /// In a pod template without a startup probe: container and port that its check asks, with a
  /// colon between; the node's agent waits a moment for it.
  static final String READY_PORT = "dev.devloop/ready-port";

  /// In a pod template without a startup probe: how many seconds its check may take to succeed.
  static final String READY_TIMEOUT = "dev.devloop/ready-timeout";

  /// On a workload: which container is the service's.
  static final String CONTAINER = "dev.devloop/container";

  /// On a namespace: the folder of the project.
  static final String FOLDER = "dev.devloop/folder";

  /// On a pod: the container, by its runtime id, whose log has shown the `ready` text.
  static final String LOG_READY = "dev.devloop/log-ready";

  /// On a pod: when its mounts were asked for once more, see [MountRetry].
  static final String MOUNT_RETRY = "dev.devloop/mount-retry";

  /// As kubectl writes it, so that both tools know of each other's restarts.
  static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";

  private Labels() {}

  static Map<String, String> of(String project, ServiceName service) {
    var labels = of(project);
    labels.put(NAME, service.value());
    return labels;
  }

  static Map<String, String> of(String project) {
    var labels = new LinkedHashMap<String, String>();
    labels.put(MANAGED_BY, DEVLOOP);
    labels.put(PART_OF, project);
    return labels;
  }

  /// What selects the pods of a generated workload; immutable in a Deployment.
  static Map<String, String> selector(String project, ServiceName service) {
    var labels = new LinkedHashMap<String, String>();
    labels.put(PART_OF, project);
    labels.put(NAME, service.value());
    return labels;
  }

  static boolean isOurs(ObjectMeta meta) {
    return DEVLOOP.equals(label(meta, MANAGED_BY));
  }

  static boolean isOf(ObjectMeta meta, String project) {
    return isOurs(meta) && project.equals(label(meta, PART_OF));
  }

  /// Empty when it is not there.
  static String label(ObjectMeta meta, String name) {
    return Optional.ofNullable(meta.getLabels()).map(all -> all.get(name)).orElse("");
  }

  /// Empty when it is not there.
  static String annotation(ObjectMeta meta, String name) {
    return Optional.ofNullable(meta.getAnnotations()).map(all -> all.get(name)).orElse("");
  }

  static void annotate(ObjectMeta meta, String name, String value) {
    var all = new LinkedHashMap<>(Optional.ofNullable(meta.getAnnotations()).orElse(Map.of()));
    all.put(name, value);
    meta.setAnnotations(all);
  }

  static void label(ObjectMeta meta, Map<String, String> labels) {
    var all = new LinkedHashMap<>(Optional.ofNullable(meta.getLabels()).orElse(Map.of()));
    all.putAll(labels);
    meta.setLabels(all);
  }
}
