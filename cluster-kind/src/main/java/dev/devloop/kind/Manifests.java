package dev.devloop.kind;

import dev.devloop.core.config.ClusterConfig;
import dev.devloop.core.config.ClusterConfig.Ingress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;

/// The objects that every cluster of devloop has, as one text for `kubectl apply`.
///
/// @param text YAML documents
/// @param inputs digest of it; one of the objects carries it as annotation [#ANNOTATION]
/// @param carrier API path of that object
record Manifests(String text, String inputs, String carrier) {

  static final String ANNOTATION = "dev.devloop/inputs";

  /// Where traefik runs.
  static final String NAMESPACE = "devloop-ingress";

  /// Host of a route that leads nowhere, and is known to an ingress that has read its routes.
  static final String NOTHING = "nothing." + NAMESPACE + ".localhost";

  /// @param ports of the host that lead to the ingress
  /// @param gateway the ingress serves objects of the Gateway API
  static Manifests of(Ingress ingress, int registryPort, Ports ports, boolean gateway) {
    var hosting = resource("registry-hosting.yaml").replace("${REGISTRY_PORT}", "" + registryPort);
    var text = ingress == Ingress.NONE ? hosting : hosting + "---\n" + traefik(ports, gateway);
    return stamped(text, carrier(ingress));
  }

  /// API path of the object that carries the digest.
  static String carrier(Ingress ingress) {
    return switch (ingress) {
      case NONE -> "/api/v1/namespaces/kube-public/configmaps/local-registry-hosting";
      case TRAEFIK -> "/apis/apps/v1/namespaces/" + NAMESPACE + "/daemonsets/traefik";
    };
  }

  private static String traefik(Ports ports, boolean gateway) {
    return resource("traefik.yaml")
            .replace("${NOTHING}", NOTHING)
            .replace("${IMAGE}", "docker.io/" + IngressImage.PATH)
            .replace("${HTTPS_PORT}", "" + ports.https())
            .replace("${ADDRESS}", ClusterConfig.INGRESS_ADDRESS)
            .replace("${SERVICE_PORTS}", ports.asServicePorts())
            .replace("        ${GATEWAY}\n", gateway ? "        - " + Gateway.SWITCH + "\n" : "")
        + (gateway ? "---\n" + resource("gateway.yaml") : "");
  }

  /// Ports of the host.
  record Ports(int http, int https) {

    /// The usual ones, and those of the host where they are others: a URL is the same within the
    /// cluster.
    String asServicePorts() {
      var ports = new LinkedHashMap<Integer, Integer>();
      ports.put(80, 80);
      ports.put(443, 443);
      ports.putIfAbsent(http, 80);
      ports.putIfAbsent(https, 443);
      return ports.entrySet().stream()
          .filter(port -> port.getKey() > 0)
          .map(port ->
              "  - {name: p%1$d, port: %1$d, targetPort: %2$d}"
                  .formatted(port.getKey(), port.getValue()))
          .collect(Collectors.joining("\n"));
    }
  }

  private static Manifests stamped(String text, String carrier) {
    var inputs = digest(text);
    return new Manifests(text.replace("${INPUTS}", "\"" + inputs + "\""), inputs, carrier);
  }

  /// 16 hex digits.
  static String digest(String text) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      var content = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(sha.digest(content), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A text of this module.
  static String resource(String name) {
    try (var in = Manifests.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
