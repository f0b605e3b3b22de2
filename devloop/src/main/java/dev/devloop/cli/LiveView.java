package dev.devloop.cli;

import dev.devloop.ui.Row;
import dev.devloop.ui.RowText;
import dev.devloop.ui.TerminalView;
import java.util.ArrayList;
import java.util.List;

/// Follows an `up` on a terminal. A class of its own, so that other commands do not load a terminal
/// library.
final class LiveView {

  private LiveView() {}

  static int follow(Client client, String path, byte[] body) {
    var errors = new ArrayList<String>();
    int exit;
    try (var view = TerminalView.open()) {
      exit = client.stream("POST", path, body, new Drawing(view, errors));
    }
    errors.forEach(System.err::println);
    return exit;
  }

  private static final class Drawing implements Client.Sink {

    private final TerminalView view;
    private final List<String> errors;
    private final List<Row> rows = new ArrayList<>();

    Drawing(TerminalView view, List<String> errors) {
      this.view = view;
      this.errors = errors;
    }

    @Override
    public void text(String line) {
      view.line(line);
    }

    @Override
    public void error(String line) {
      errors.add(line);
    }

    @Override
    public void row(String row) {
      rows.add(Row.decoded(row));
    }

    @Override
    public void draw() {
      var look = new RowText.Look(Integer.MAX_VALUE, Console.colour(), true, true);
      view.rows(RowText.of(rows, look, System.currentTimeMillis()));
      rows.clear();
    }
  }
}
