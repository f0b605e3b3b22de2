package dev.devloop.kube;

import dev.devloop.core.ServiceName;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Locale;

/// The last touch to an object: devloop's annotations. The digest comes before those that do not
/// change what the object does, so that moving a manifest within its file runs no job again.
final class Finish {

  private Finish() {}

  static void accessory(GenericKubernetesResource object, ObjectSource source) {
    Labels.annotate(object.getMetadata(), Labels.CONFIG_DIGEST, Digest.of(object));
    Labels.annotate(object.getMetadata(), Labels.SOURCE, source.toString());
  }

  /// @param container the service's own one
  static void workload(
      GenericKubernetesResource object,
      ServiceName service,
      String container,
      String inputs,
      ObjectSource source) {
    var project = Labels.label(object.getMetadata(), Labels.PART_OF);
    var job = object.getKind().toLowerCase(Locale.ROOT).endsWith("job");
    PodTemplates.of(object)
        .ifPresent(template -> PodTemplates.mark(template, project, service, container, job));
    Labels.annotate(object.getMetadata(), Labels.SERVICE, service.value());
    Labels.annotate(object.getMetadata(), Labels.CONTAINER, container);
    accessory(object, source);
    Labels.annotate(object.getMetadata(), Labels.INPUTS, inputs);
  }
}
