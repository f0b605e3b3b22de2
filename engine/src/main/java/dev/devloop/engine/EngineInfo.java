package dev.devloop.engine;

import java.nio.file.Path;

/// What an engine says about itself.
///
/// @param version such as `20.10.24`
/// @param apiVersion such as `1.41`
/// @param storageDriver such as `overlay2`
/// @param cgroupVersion 1 or 2
/// @param dataRoot its data folder, on the engine's machine
/// @param operatingSystem such as `Debian GNU/Linux 12` or `Docker Desktop`
/// @param architecture as the engine names it, such as `x86_64`
/// @param cpus processors of the engine's machine
/// @param memory bytes of memory of the engine's machine
/// @param defaultRuntime such as `runc`
public record EngineInfo(
    String version,
    String apiVersion,
    String storageDriver,
    int cgroupVersion,
    Path dataRoot,
    String operatingSystem,
    String architecture,
    int cpus,
    long memory,
    String defaultRuntime) {}
