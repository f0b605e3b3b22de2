package dev.devloop.core;

import java.util.Optional;

/// The part of the project that belongs to no service: namespace, the user's other objects, removal
/// of what left the config.
///
/// @param inputs digest of what it is made from
/// @param applied digest of what was last applied; empty: not yet, or the cluster is a new one
/// @param failure nothing is tried again while it stands
public record Shared(String inputs, Optional<String> applied, Optional<Problem> failure) {

  static final Shared NONE = new Shared("", Optional.empty(), Optional.empty());

  boolean current() {
    return applied.filter(inputs::equals).isPresent();
  }
}
