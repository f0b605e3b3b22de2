package dev.devloop.core.config;

/// @param name of the kind cluster; its kubeconfig context is `kind-NAME`
/// @param kubernetes minor version, such as `1.36`
/// @param httpPort host port for HTTP that is wanted; the next free one of the row 8080, 8081, ...
///   is taken when it is in use
/// @param httpsPort likewise for HTTPS: 8443, 8444, ...
public record ClusterConfig(
    String name, String kubernetes, Ingress ingress, int httpPort, int httpsPort) {

  /// The address of the ingress within the cluster: pods reach the project's hosts there. It is in
  /// the part of the service range that Kubernetes leaves to those who choose theirs.
  public static final String INGRESS_ADDRESS = "10.96.0.80";

  /// The ingress controllers that devloop can set up.
  public enum Ingress {
    TRAEFIK,
    /// The user brings one in `manifests`.
    NONE
  }
}
