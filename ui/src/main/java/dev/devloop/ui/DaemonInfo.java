package dev.devloop.ui;

/// The daemon that serves a project.
///
/// @param port of 127.0.0.1
/// @param version of devloop that it runs
public record DaemonInfo(long pid, int port, String version) {}
