package dev.devloop.kind;

import java.util.SortedMap;
import java.util.TreeMap;

/// What a service of a project exposes on this machine.
///
/// @param ports port of 127.0.0.1 -> port of the node
public record Exposed(String project, String service, SortedMap<Integer, Integer> ports) {

  public Exposed {
    ports = new TreeMap<>(ports);
  }
}
