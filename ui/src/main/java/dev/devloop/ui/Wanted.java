package dev.devloop.ui;

import java.util.Optional;

/// What a key asks of whoever drives the view.
public sealed interface Wanted {

  /// Leave the view. The daemon goes on.
  ///
  /// @param interrupted by Ctrl-C
  record Leave(boolean interrupted) implements Wanted {}

  record Restart(String service) implements Wanted {}

  record Rebuild(String service) implements Wanted {}

  /// Show an address in a browser.
  record Open(String url) implements Wanted {}

  /// Show the status page in a browser.
  record Page() implements Wanted {}

  /// Other lines than before are to be shown.
  record Logs(LogChoice choice) implements Wanted {}

  /// Which log lines scroll above the rows.
  ///
  /// @param on whether there are any
  /// @param service empty: all
  /// @param words text, or `/regular expression/`, that is in them; may be empty
  record LogChoice(boolean on, Optional<String> service, String words) {

    /// In a few words.
    public String title() {
      var title = service.map(s -> "logs of " + s).orElse("logs");
      return words.isEmpty() ? title : title + " with " + words;
    }
  }
}
