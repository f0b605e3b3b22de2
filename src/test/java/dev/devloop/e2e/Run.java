package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

/// A command that has ended: all that a person at the terminal saw of it.
record Run(List<String> command, int exit, String out, String err, Duration took) {

  Run {
    command = List.copyOf(command);
  }

  /// Both streams; which of them carries what is not part of the contract, except for `--json`.
  String all() {
    return out + err;
  }

  Run mustEndWith(int code) {
    assertThat(exit).as(() -> "exit code of " + this).isEqualTo(code);
    return this;
  }

  Run mustSay(CharSequence... texts) {
    assertThat(all()).as(() -> "output of " + String.join(" ", command)).contains(texts);
    return this;
  }

  @Override
  public String toString() {
    return """
    `%s` ended with %d after %d ms
    --- stdout
    %s
    --- stderr
    %s
    """
        .formatted(String.join(" ", command), exit, took.toMillis(), out, err);
  }
}
