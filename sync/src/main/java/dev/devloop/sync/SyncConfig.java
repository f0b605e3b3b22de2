package dev.devloop.sync;

import java.nio.file.Path;

/// What a sync knows of its project for as long as it runs.
///
/// @param project name of the project, as the pods' annotation `dev.devloop/project` has it
/// @param folder the project folder, absolute
/// @param state folder of its own for hashes and for what was ever sent; made when it is missing
public record SyncConfig(String project, Path folder, Path state) {}
