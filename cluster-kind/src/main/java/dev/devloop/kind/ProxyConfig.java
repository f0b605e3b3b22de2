package dev.devloop.kind;

/// The configuration of the TCP proxy that owns the host's ports: bytes in, bytes out, so that TLS
/// and WebSockets are the ingress's business.
///
/// The node is found by its name in the engine's DNS and looked up again every second: another IP
/// address after a restart does no harm.
final class ProxyConfig {

  static final int HTTP = 8080;
  static final int HTTPS = 8443;

  static final String PATH = "/usr/local/etc/haproxy/haproxy.cfg";

  private ProxyConfig() {}

  static String text(ClusterName cluster) {
    return HEAD + way("http", HTTP, cluster, 80) + way("https", HTTPS, cluster, 443);
  }

  /// Leads one port of the container to one of the node.
  static String way(String name, int port, ClusterName cluster, int nodePort) {
    return """

    frontend %s
      bind :%d
      default_backend %s

    backend %s
      server node %s:%d resolvers engine resolve-prefer ipv4 init-addr libc,none
    """
        .formatted(name, port, name, name, cluster.node(), nodePort);
  }

  static final String HEAD =
      """
      global
        maxconn 4096

      resolvers engine
        nameserver dns 127.0.0.11:53
        resolve_retries 3
        timeout resolve 1s
        timeout retry 1s
        hold valid 1s
        hold obsolete 1s

      defaults
        mode tcp
        maxconn 4096
        timeout connect 5s
        # An open WebSocket may say nothing for hours: keep-alive finds dead peers.
        timeout client 24h
        timeout server 24h
        timeout tunnel 24h
        option clitcpka
        option srvtcpka
      """;
}
