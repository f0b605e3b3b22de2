package dev.devloop.kind;

import java.util.Map;

/// Names and labels of what this module makes in the engine.
final class Names {

  /// The network of all clusters of devloop. It is not kind's own network `kind`, so that a node in
  /// it is known as one of ours from the moment it is created: kind sets its labels itself and
  /// takes no others.
  static final String NETWORK = "devloop";

  static final String REGISTRY = "devloop-registry";

  /// The port of the registry in its network; [Registry] chooses the one on the host.
  static final int REGISTRY_PORT = 5000;

  /// kind's label on each of its containers.
  static final String KIND_CLUSTER = "io.x-k8s.kind.cluster";

  static final String ROLE = "dev.devloop.role";
  static final String CLUSTER = "dev.devloop.cluster";

  /// A digest of what a container was made from: another one means that it is made anew.
  static final String INPUTS = "dev.devloop.inputs";

  /// The ports that were asked for, such as `80,443`; those in use may be others.
  static final String PORTS = "dev.devloop.ports";

  private Names() {}

  static Map<String, String> role(String role) {
    return Map.of(ROLE, role);
  }
}
