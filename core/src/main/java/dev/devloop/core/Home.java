package dev.devloop.core;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The folders of devloop for this user: XDG base directories, or all below `DEVLOOP_HOME` when
/// that is set.
///
/// @param cache results that can be made again: recipe images, tools, the AOT cache
/// @param state what devloop knows of running things: daemon files, cluster settings, locks, logs
/// @param data the data of an engine that devloop started itself
/// @param runtime sockets
public record Home(Path cache, Path state, Path data, Path runtime) {

  /// @param env the environment of the process
  /// @param userHome the user's home folder
  public static Home of(Map<String, String> env, Path userHome) {
    var own = setting(env, "DEVLOOP_HOME");
    if (own.isPresent()) {
      var home = own.get();
      return new Home(
          home.resolve("cache"), home.resolve("state"), home.resolve("data"), home.resolve("run"));
    }
    var state = base(env, "XDG_STATE_HOME", userHome.resolve(".local/state"));
    return new Home(
        base(env, "XDG_CACHE_HOME", userHome.resolve(".cache")),
        state,
        base(env, "XDG_DATA_HOME", userHome.resolve(".local/share")),
        setting(env, "XDG_RUNTIME_DIR")
            .map(dir -> dir.resolve("devloop"))
            .orElse(state.resolve("run")));
  }

  private static Path base(Map<String, String> env, String name, Path otherwise) {
    return setting(env, name).orElse(otherwise).resolve("devloop");
  }

  /// XDG: a relative path is to be ignored.
  private static Optional<Path> setting(Map<String, String> env, String name) {
    return Optional.ofNullable(env.get(name)).map(Path::of).filter(Path::isAbsolute);
  }
}
