package dev.devloop.engine;

/// Something that [EngineSetup] is about to do.
///
/// @param title such as `install docker.io containerd runc iptables (apt-get)`
/// @param asks whether it changes the machine outside of devloop's own folders, so that a person
///   should agree first
public record SetupStep(String title, boolean asks) {}
