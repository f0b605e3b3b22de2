package dev.devloop.cli;

import dev.devloop.ui.Row;
import dev.devloop.ui.RowText;
import java.util.ArrayList;
import java.util.List;

/// Follows the state without a terminal: for pipes and files.
final class Watching {

  private Watching() {}

  /// All rows after each change, with an empty line between.
  ///
  /// @return the exit code
  static int rows(Client client) {
    return client.stream("GET", "/rows", new byte[0], new Printing());
  }

  /// A JSON document on a line after each change.
  ///
  /// @return the exit code
  static int documents(Client client) {
    client.events(
        "/events",
        data -> {
          System.out.println(data);
          return !System.out.checkError();
        });
    return 0;
  }

  private static final class Printing implements Client.Sink {

    private List<Row> rows = new ArrayList<>();
    private List<String> printed = List.of();

    @Override
    public void text(String line) {}

    @Override
    public void error(String line) {
      System.err.println(line);
    }

    @Override
    public void row(String row) {
      rows.add(Row.decoded(row));
    }

    @Override
    public void draw() {
      var now = RowText.of(rows, RowText.Look.once(Console.columns(), Console.colour()), 0);
      rows = new ArrayList<>();
      // most changes are of things that rows do not show
      if (!now.equals(printed)) {
        System.out.println((printed.isEmpty() ? "" : "\n") + String.join("\n", now));
        printed = now;
      }
    }
  }
}
