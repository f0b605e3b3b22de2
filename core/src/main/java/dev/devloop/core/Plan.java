package dev.devloop.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What is to be done now.
///
/// @param start jobs to start
/// @param cancel running jobs that are not wanted any more
/// @param waits why a service that nothing is done for is not done with, in words
public record Plan(List<Job> start, List<Job> cancel, SequencedMap<ServiceName, String> waits) {

  public Plan {
    start = List.copyOf(start);
    cancel = List.copyOf(cancel);
    waits = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(waits));
  }

  static final Plan NOTHING = new Plan(List.of(), List.of(), new LinkedHashMap<>());
}
