package dev.devloop.kube;

import dev.devloop.core.config.ClusterConfig;
import dev.devloop.core.config.DevConfig;
import dev.devloop.core.config.ServiceConfig;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Makes the programs in a container trust what the host trusts, and lets them find the project's
/// hosts: a service calls another one by its URL, as a browser does.
final class ContainerTrust {

  /// What programs look at: OpenSSL, Go, Ruby and PHP; Node; Python's requests and pip; curl; git;
  /// Deno; gRPC. Java has no variable for it.
  private static final List<String> VARIABLES =
      List.of(
          "SSL_CERT_FILE",
          "NODE_EXTRA_CA_CERTS",
          "REQUESTS_CA_BUNDLE",
          "CURL_CA_BUNDLE",
          "GIT_SSL_CAINFO",
          "DENO_CERT",
          "GRPC_DEFAULT_SSL_ROOTS_FILE_PATH");

  private ContainerTrust() {}

  static boolean given(DevConfig config) {
    return config.https().served();
  }

  /// An annotation for the node's agent, which brings the certificates, and the names. A job gets
  /// no names: it would run again whenever a host is added.
  ///
  /// @param envFile names of the service's env files: what it sets itself stays
  static void addTo(
      PodTemplateSpecBuilder template,
      DevConfig config,
      ServiceConfig service,
      Set<String> envFile) {
    var variables =
        VARIABLES.stream()
            .filter(name -> !service.env().containsKey(name) && !envFile.contains(name))
            .collect(Collectors.joining(","));
    template.editMetadata().addToAnnotations(Labels.TRUST, variables).endMetadata();
    if (named(config, service)) {
      template
          .editSpec()
          .addNewHostAlias()
          .withIp(ClusterConfig.INGRESS_ADDRESS)
          .withHostnames(config.hosts())
          .endHostAlias()
          .endSpec();
    }
  }

  private static boolean named(DevConfig config, ServiceConfig service) {
    return !service.job()
        && config.cluster().ingress() == ClusterConfig.Ingress.TRAEFIK
        && !config.hosts().isEmpty();
  }

  /// What of the above rolls a service's pods.
  static List<Object> inputs(DevConfig config) {
    return List.of(given(config));
  }

  /// The template as far as a change of it is a reason to roll the pods: a host that is added
  /// somewhere is none.
  static Map<String, Object> withoutNames(Map<String, Object> template) {
    var aliases =
        Trees.map(template, "spec").map(spec -> Trees.maps(spec, "hostAliases")).orElse(List.of());
    if (aliases.stream().noneMatch(ContainerTrust::isOurs)) {
      return template;
    }
    var spec = new LinkedHashMap<>(Trees.child(template, "spec"));
    var others = aliases.stream().filter(alias -> !isOurs(alias)).toList();
    spec.remove("hostAliases");
    if (!others.isEmpty()) {
      spec.put("hostAliases", others);
    }
    var copy = new LinkedHashMap<>(template);
    copy.put("spec", spec);
    return copy;
  }

  private static boolean isOurs(Map<String, Object> alias) {
    return Trees.text(alias, "ip").equals(ClusterConfig.INGRESS_ADDRESS);
  }

  /// Pods that would be rolled for their names alone keep those that they have; they get the others
  /// with the next roll.
  static void keepNames(GenericKubernetesResource wanted, GenericKubernetesResource live) {
    var now = PodTemplates.of(wanted);
    var before = PodTemplates.of(live);
    if (now.isPresent() && before.isPresent() && same(now.get(), before.get())) {
      var spec = Trees.child(now.get(), "spec");
      var kept = Trees.child(before.get(), "spec").get("hostAliases");
      if (kept == null) {
        spec.remove("hostAliases");
      } else {
        spec.put("hostAliases", kept);
      }
    }
  }

  private static boolean same(Map<String, Object> one, Map<String, Object> other) {
    return digest(one).filter(d -> digest(other).filter(d::equals).isPresent()).isPresent();
  }

  private static Optional<String> digest(Map<String, Object> template) {
    return Trees.map(template, "metadata", "annotations")
        .map(annotations -> Trees.text(annotations, Labels.CONFIG_DIGEST))
        .filter(digest -> !digest.isEmpty());
  }
}
