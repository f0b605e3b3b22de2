package dev.devloop.core.config;

import java.util.Optional;

/// A workload of the user's manifests, written `deployment/api2`.
///
/// @param kind lower case: deployment, statefulset, daemonset, job or cronjob
/// @param container the container whose image is replaced; empty when the workload has one only
public record WorkloadRef(String kind, String name, Optional<String> container) {}
