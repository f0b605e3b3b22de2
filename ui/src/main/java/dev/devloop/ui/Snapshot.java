package dev.devloop.ui;

import dev.devloop.core.Plan;
import dev.devloop.core.State;
import java.util.Optional;

/// The state at one moment, with what views need beside it.
///
/// @param number counts up with every change
/// @param plan what the planner says of the state: why services wait
/// @param project its name; of the folder when no config could be read
/// @param cluster the name of its cluster
/// @param daemon empty when there is none
public record Snapshot(
    long number,
    State state,
    Plan plan,
    String project,
    String cluster,
    Optional<DaemonInfo> daemon) {}
