package dev.devloop.sync;

import dev.devloop.core.config.ChangeRule.Action;
import java.util.List;
import java.util.Optional;

/// What a change of one host path means for one service.
///
/// @param target path in the container, when a sync rule covers it
/// @param rebuild whether only a new image brings it in, or is asked for
/// @param actions what `onChange` wants once it has arrived: `Run` and `Restart`
record Fate(Optional<String> target, boolean rebuild, List<Action> actions) {

  static final Fate NOTHING = new Fate(Optional.empty(), false, List.of());

  Fate {
    actions = List.copyOf(actions);
  }

  boolean isNothing() {
    return target.isEmpty() && !rebuild;
  }
}
