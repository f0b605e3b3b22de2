package dev.devloop.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Networks of an engine.
public final class Networks {

  Networks() {}

  public List<EngineNetwork> list(Map<String, String> labels) {
    return Unfinished.yet();
  }

  public Optional<EngineNetwork> find(String name) {
    return Unfinished.yet();
  }

  /// Makes a bridge network, IPv4, with masquerading; the one that is there when there is one.
  public EngineNetwork ensure(String name, Map<String, String> labels) {
    return Unfinished.yet();
  }

  /// Puts a container into a network; nothing happens when it is in it.
  ///
  /// @param aliases names under which the others in the network find it
  public void connect(String network, String container, List<String> aliases) {
    Unfinished.yet();
  }

  /// Takes a container out of a network; nothing happens when it is not in it.
  public void disconnect(String network, String container) {
    Unfinished.yet();
  }

  /// Removes a network without containers; nothing happens when there is none.
  public void remove(String name) {
    Unfinished.yet();
  }
}
