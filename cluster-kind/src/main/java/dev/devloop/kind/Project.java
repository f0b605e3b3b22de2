package dev.devloop.kind;

import java.nio.file.Path;
import java.util.Optional;

/// A project that has a namespace in a cluster.
///
/// @param name of the project and of its namespace
/// @param folder the project folder, from the namespace's annotation; empty when it has none
/// @param active it has workloads (deployments, stateful sets, daemon sets, jobs) in the namespace
public record Project(String name, Optional<Path> folder, boolean active) {}
