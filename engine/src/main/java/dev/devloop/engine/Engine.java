package dev.devloop.engine;

/// The container engine's API. Calls block, may be made from any thread, and end with a
/// [dev.devloop.core.DevloopException]: `engine-timeout` when the engine does not answer in time,
/// `engine-error` with what it said otherwise.
public final class Engine implements AutoCloseable {

  /// Connects lazily: nothing is asked yet.
  public static Engine connect(EngineAddress address) {
    return Unfinished.yet();
  }

  /// Where it listens; `address().environment()` is for subprocesses.
  public EngineAddress address() {
    return Unfinished.yet();
  }

  /// What the engine says about itself.
  public EngineInfo info() {
    return Unfinished.yet();
  }

  public Containers containers() {
    return Unfinished.yet();
  }

  public Images images() {
    return Unfinished.yet();
  }

  public Networks networks() {
    return Unfinished.yet();
  }

  public Volumes volumes() {
    return Unfinished.yet();
  }

  @Override
  public void close() {}
}
