package dev.devloop.core;

import java.nio.file.Path;
import java.time.Instant;

/// How a running cluster is reached.
///
/// @param name of the cluster
/// @param kubeconfig file with the context
/// @param context such as `kind-devloop`
/// @param kubernetes version, such as `1.36.3`
/// @param httpPort port of the host that the ingress answers on; 0 without one
/// @param httpsPort likewise for HTTPS
/// @param registry host and port of the local registry as the engine sees it, such as
///   `localhost:5001`
/// @param started when its node was last started, by the clock of the engine: nothing in it has run
///   for longer
public record ClusterAccess(
    String name,
    Path kubeconfig,
    String context,
    String kubernetes,
    int httpPort,
    int httpsPort,
    String registry,
    Instant started) {}
