package dev.devloop.kube;

import dev.devloop.core.ServiceName;
import dev.devloop.core.config.ClusterConfig;
import dev.devloop.core.config.DevConfig;
import dev.devloop.core.config.ExposeConfig;
import dev.devloop.core.config.HostRoute;
import dev.devloop.core.config.HttpsMode;
import dev.devloop.core.config.ServiceConfig;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPathBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRuleBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// How the pods of a service are reached: from the cluster and from the host.
final class Routes {

  private Routes() {}

  static Optional<HasMetadata> service(DevConfig config, ServiceConfig service, ObjectMeta meta) {
    if (service.ports().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ServiceBuilder()
            .withMetadata(meta)
            .withNewSpec()
            .withType("ClusterIP")
            .withSelector(Labels.selector(config.project(), service.name()))
            .withPorts(service.ports().stream().map(Routes::port).toList())
            .endSpec()
            .build());
  }

  /// How the node is reached from outside of the cluster: on ports that Kubernetes chooses, and
  /// that stay the same as long as the object is there.
  static Optional<HasMetadata> exposed(DevConfig config, ServiceConfig service, ObjectMeta meta) {
    if (service.expose().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ServiceBuilder()
            .withMetadata(meta)
            .withNewSpec()
            .withType("NodePort")
            .withSelector(Labels.selector(config.project(), service.name()))
            .withPorts(
                service.expose().stream()
                    .map(ExposeConfig::port)
                    .distinct()
                    .map(Routes::port)
                    .toList())
            .endSpec()
            .build());
  }

  /// Name of the object that [#exposed] makes.
  static String exposedName(ServiceName service) {
    return service + "-exposed";
  }

  private static ServicePort port(int port) {
    return new ServicePortBuilder()
        .withName(PodShape.portName(port))
        .withPort(port)
        .withNewTargetPort(port)
        .withProtocol("TCP")
        .build();
  }

  /// Without an ingress of devloop's own the class is left open: the default class of the one that
  /// the user brings takes it.
  static Optional<HasMetadata> ingress(DevConfig config, ServiceConfig service, ObjectMeta meta) {
    if (service.hosts().isEmpty() || service.ports().isEmpty()) {
      return Optional.empty();
    }
    var byHost =
        service.hosts().stream()
            .collect(
                Collectors.groupingBy(HostRoute::host, LinkedHashMap::new, Collectors.toList()));
    var builder =
        new IngressBuilder()
            .withMetadata(meta)
            .withNewSpec()
            .withRules(
                byHost.entrySet().stream()
                    .map(e -> rule(service, e.getKey(), e.getValue()))
                    .toList())
            .endSpec();
    if (config.cluster().ingress() == ClusterConfig.Ingress.TRAEFIK) {
      builder.editSpec().withIngressClassName("traefik").endSpec();
    }
    if (config.https().served()) {
      builder
          .editMetadata()
          .addToAnnotations(asked(config))
          .endMetadata()
          .editSpec()
          .addNewTl()
          .withHosts(List.copyOf(byHost.keySet()))
          .withSecretName(secret(config, service))
          .endTl()
          .endSpec();
    } else if (config.cluster().ingress() == ClusterConfig.Ingress.TRAEFIK) {
      // else it would be served by HTTPS too, with a certificate that nobody knows
      builder
          .editMetadata()
          .addToAnnotations("traefik.ingress.kubernetes.io/router.entrypoints", "web")
          .endMetadata();
    }
    return Optional.of(builder.build());
  }

  /// Where the certificate of a service's hosts is. cert-manager keeps one for each Ingress.
  private static String secret(DevConfig config, ServiceConfig service) {
    return config.https() == HttpsMode.CERT_MANAGER ? service.name() + "-tls" : HttpsObjects.SECRET;
  }

  /// What cert-manager is asked by, here as in production.
  private static Map<String, String> asked(DevConfig config) {
    return config.https() == HttpsMode.CERT_MANAGER
        ? Map.of(
            "cert-manager.io/cluster-issuer", config.issuer(),
            "cert-manager.io/private-key-algorithm", "ECDSA",
            "cert-manager.io/private-key-size", "256")
        : Map.of();
  }

  static IngressRule rule(ServiceConfig service, String host, List<HostRoute> routes) {
    return new IngressRuleBuilder()
        .withHost(host)
        .withNewHttp()
        .withPaths(routes.stream().map(route -> path(service, route)).toList())
        .endHttp()
        .build();
  }

  private static HTTPIngressPath path(ServiceConfig service, HostRoute route) {
    return new HTTPIngressPathBuilder()
        .withPath(route.path())
        .withPathType("Prefix")
        .withNewBackend()
        .withNewService()
        .withName(service.name().value())
        .withNewPort()
        .withNumber(service.ports().getFirst())
        .endPort()
        .endService()
        .endBackend()
        .build();
  }
}
