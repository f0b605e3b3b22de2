package dev.devloop.core;

import java.util.List;

/// A failure as it is shown to a person: three sentences and the evidence.
///
/// @param id stable name for tools and docs, such as `port-in-use`
/// @param what what happened
/// @param meaning what it usually means; may be empty
/// @param fix what to do, as a command where there is one; may be empty
/// @param evidence lines that prove it: the command as one could paste it, its last output lines,
///   log lines; no secrets
public record Problem(String id, String what, String meaning, String fix, List<String> evidence) {

  public Problem {
    evidence = List.copyOf(evidence);
  }

  public static Problem of(String id, String what, String meaning, String fix) {
    return new Problem(id, what, meaning, fix, List.of());
  }

  public Problem withEvidence(List<String> lines) {
    return new Problem(id, what, meaning, fix, lines);
  }
}
