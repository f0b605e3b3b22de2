package dev.devloop.engine;

import dev.devloop.core.Home;
import java.nio.file.Path;

/// Files of the engine that devloop starts itself.
///
/// @param config its daemon.json, made by devloop
/// @param data images, containers, volumes
/// @param exec state of running containers; goes with a reboot
/// @param socket where it listens
/// @param pid its process id
/// @param log what it prints
/// @param lock held while one is being started or stopped
/// @param runtime the capability wrapper around runc, where one is needed
record EngineFolders(
    Path config, Path data, Path exec, Path socket, Path pid, Path log, Path lock, Path runtime) {

  /// A socket's path must fit into sockaddr_un: 107 bytes and a zero on Linux. dockerd puts sockets
  /// of its own below the exec folder (`containerd/containerd-debug.sock`, `libnetwork/<10
  /// hex>.sock` and plugins), so that one must be shorter still.
  private static final int LONGEST = 107;

  private static final int BELOW_EXEC = "/containerd/containerd-debug.sock".length();

  static EngineFolders of(Home home) {
    var state = home.state().resolve("engine");
    var runtime = shortEnough(home.runtime().resolve("engine"));
    return new EngineFolders(
        state.resolve("daemon.json"),
        home.data().resolve("engine"),
        runtime.resolve("exec"),
        runtime.resolve("docker.sock"),
        state.resolve("dockerd.pid"),
        state.resolve("dockerd.log"),
        state.resolve("engine.lock"),
        state.resolve("devloop-runc"));
  }

  /// Below /tmp under a name made of the wished path where that is too long.
  private static Path shortEnough(Path wished) {
    var longest = wished.resolve("exec").toString().length() + BELOW_EXEC;
    return longest <= LONGEST
        ? wished
        : Path.of("/tmp", "devloop-" + Integer.toHexString(wished.toString().hashCode()));
  }
}
