package dev.devloop.kube;

import dev.devloop.core.LogKind;
import dev.devloop.core.LogOrigin;
import dev.devloop.core.ServiceName;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A container whose log belongs to a service.
///
/// @param uid of the pod: a pod of the same name may follow
record LogContainer(ServiceName service, String uid, LogSource.Place place) {

  LogOrigin origin() {
    return new LogOrigin(LogKind.APP, Optional.of(service), place.pod(), uid, place.container(), 0);
  }

  /// Those of a pod, in the order of the pod; none when it belongs to no service.
  static List<LogContainer> of(Pod pod) {
    var meta = pod.getMetadata();
    var service = Labels.annotation(meta, Labels.SERVICE);
    if (service.isEmpty()) {
      return List.of();
    }
    return Stream.concat(
            pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
        .map(container ->
            new LogContainer(
                new ServiceName(service),
                meta.getUid(),
                new LogSource.Place(meta.getNamespace(), meta.getName(), container.getName())))
        .toList();
  }
}
