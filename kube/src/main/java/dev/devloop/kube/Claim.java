package dev.devloop.kube;

import java.nio.file.Path;

/// A project that has a namespace in the cluster.
///
/// @param folder of the project, as it was when the namespace was claimed
/// @param running whether it has workloads there: deployments, stateful sets, daemon sets, jobs or
///   pods
public record Claim(String project, Path folder, boolean running) {}
