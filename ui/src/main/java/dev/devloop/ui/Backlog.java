package dev.devloop.ui;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Lines that wait to be written above the rows. They can be held back, up to a bound.
final class Backlog {

  /// Lines that came while they were held back; older ones are in the log.
  private static final int HELD = 10_000;

  /// Told apart on dark and light ground; red is for what is wrong.
  private static final List<String> NAME_STYLES = List.of("36", "35", "34", "32", "33");

  private final Deque<String> lines = new ArrayDeque<>();
  private final boolean colour;
  private boolean held;

  /// @param colour whether lines may have colours
  Backlog(boolean colour) {
    this.colour = colour;
  }

  /// A log line; when it begins with the name of a service and a bar, those get the service's
  /// colour.
  void log(String text, List<String> services) {
    int bar = text.indexOf(" | ");
    int at = bar > 0 ? services.indexOf(text.substring(0, bar)) : -1;
    var line = Ansi.shown(at < 0 ? text : text.substring(bar + 3), colour);
    add(at < 0 ? line : prefix(services, at) + line);
  }

  private String prefix(List<String> services, int at) {
    int width = services.stream().mapToInt(String::length).max().orElse(0);
    var name = services.get(at);
    var padded = name + " ".repeat(width - name.length()) + " | ";
    return new StyledText().add(padded, NAME_STYLES.get(at % NAME_STYLES.size())).all(colour);
  }

  void dim(String text) {
    add(new StyledText().add(text, StyledText.DIM).all(colour));
  }

  void add(String line) {
    lines.add(line);
    if (held && lines.size() > HELD) {
      lines.removeFirst();
    }
  }

  boolean held() {
    return held;
  }

  int size() {
    return lines.size();
  }

  void hold(boolean value) {
    held = value;
  }

  void clear() {
    lines.clear();
  }

  /// The lines that are to be written now; each is handed out once.
  List<String> due() {
    if (held) {
      return List.of();
    }
    var all = List.copyOf(lines);
    lines.clear();
    return all;
  }
}
