package dev.devloop.ui;

/// What opens the daemon's door.
///
/// @param token of tools, sent in a header; in the daemon's file, new for each daemon
/// @param page of the page, kept in a cookie; the project's own and kept, so that an open page
///   survives its daemon
/// @param cookie the name of that cookie. Browsers send cookies to all ports of a host, so that
///   each project needs a name of its own
public record Credentials(String token, String page, String cookie) {}
