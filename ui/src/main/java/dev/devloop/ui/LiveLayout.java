package dev.devloop.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Fits the live view into a window: a rule, the cluster, the services around the selected one, as
/// much of what is wrong as there is room for, and a line with the keys.
final class LiveLayout {

  private static final List<List<String>> KEYS =
      List.of(
          List.of("j k  ↓ ↑", "select a service"),
          List.of("l", "logs of the selected service only; again: of all"),
          List.of("/", "show lines with a text or a /regular expression/ only"),
          List.of("f", "hold new lines back; again: follow them"),
          List.of("r", "restart the selected service"),
          List.of("b", "build its image anew and roll it out"),
          List.of("o", "open its address in a browser"),
          List.of("p", "open the status page"),
          List.of("Esc", "drop the filter, then the service, then the selection"),
          List.of("Ctrl-L", "draw all anew"),
          List.of("q", "leave; everything goes on in the background"));

  /// Rule, cluster and keys.
  private static final int FIXED = 3;

  private final RowText.Look look;
  private final long now;
  private final int width;
  private final int height;

  /// @param window of its width the last column stays free, terminals differ in what they do there
  LiveLayout(RowText.Look window, int height, long now) {
    this.width = Math.max(1, window.width() - 1);
    this.look = new RowText.Look(width, window.colour(), window.unicode(), true);
    this.now = now;
    this.height = height;
  }

  /// @param label what is said in the rule; may be empty
  List<String> rows(List<Row> rows, Optional<String> selected, String label, StyledText footer) {
    var services = rows.stream().filter(r -> r.kind() == Row.Kind.SERVICE).toList();
    var cluster = rows.stream().filter(r -> r.kind() == Row.Kind.CLUSTER).toList();
    var rest =
        rows.stream()
            .filter(r -> r.kind() == Row.Kind.NOTE || r.kind() == Row.Kind.PROBLEM)
            .toList();
    int names = RowText.nameWidth(rows);
    // the line above stays free for the log
    int room = Math.max(0, height - 1 - FIXED);
    var window = window(services, selected, room);
    var out = new ArrayList<StyledText>();
    if (height > FIXED) {
      out.add(rule(label, window.size() < services.size() ? shown(window, services) : ""));
    }
    cluster.forEach(row -> out.add(RowText.of(row, look, now, names)));
    window.forEach(row -> out.add(service(row, selected, names)));
    rest.stream()
        .limit(room - window.size())
        .forEach(row -> out.add(RowText.of(row, look, now, names)));
    out.add(footer);
    return cut(out.subList(Math.max(0, out.size() - Math.max(1, height)), out.size()));
  }

  /// Without what is only of use while keys are.
  List<String> last(List<Row> rows) {
    int names = RowText.nameWidth(rows);
    return cut(
        rows.stream()
            .limit(Math.max(1, height - 1))
            .map(row -> RowText.of(row, look, now, names))
            .toList());
  }

  /// The keys that fit, the most wanted ones first.
  static String hints(int width, boolean held) {
    var hints = new ArrayList<String>();
    hints.add("? help");
    hints.add("q leave");
    var more =
        List.of(
            "j/k select",
            "l logs",
            "/ filter",
            held ? "f follow" : "f pause",
            "r restart",
            "b rebuild",
            "o open",
            "p page");
    var line = new ArrayList<String>();
    int used = StyledText.width(String.join("  ", hints));
    for (var hint : more) {
      used += hint.length() + 2;
      if (used < width) {
        line.add(hint);
      }
    }
    line.addAll(hints);
    return String.join("  ", line);
  }

  List<String> help() {
    var out = new ArrayList<StyledText>();
    out.add(rule("keys: Esc closes", ""));
    for (var key : KEYS) {
      out.add(
          new StyledText()
              .add("  ")
              .add(
                  look.unicode() ? key.get(0) : key.get(0).replaceAll(" *[↓↑]", ""),
                  StyledText.BOLD)
              .upTo(13)
              .add(key.get(1)));
    }
    return cut(out.subList(0, Math.clamp(height - 1L, 1, out.size())));
  }

  /// As many services as fit, with the selected one among them.
  private static List<Row> window(List<Row> services, Optional<String> selected, int room) {
    if (services.size() <= room) {
      return services;
    }
    int at = services.stream().map(Row::name).toList().indexOf(selected.orElse(""));
    int first = Math.clamp(at - room / 2L, 0, services.size() - room);
    return services.subList(first, first + room);
  }

  private static String shown(List<Row> window, List<Row> all) {
    if (window.isEmpty()) {
      return all.size() + " services";
    }
    int first = all.indexOf(window.getFirst()) + 1;
    return first + " to " + (first + window.size() - 1) + " of " + all.size();
  }

  private StyledText service(Row row, Optional<String> selected, int names) {
    var text = RowText.of(row, look, now, names);
    return selected.filter(row.name()::equals).isPresent()
        ? text.marked(look.unicode() ? "▸ " : "> ", StyledText.CYAN)
        : text;
  }

  private StyledText rule(String left, String right) {
    var dash = look.unicode() ? "─" : "-";
    var begin = left.isEmpty() ? "" : dash.repeat(2) + " " + left + " ";
    boolean room = StyledText.width(begin) + StyledText.width(right) + 4 <= width;
    var end = right.isEmpty() || !room ? "" : " " + right + " " + dash.repeat(2);
    int rest = Math.max(0, width - StyledText.width(begin) - StyledText.width(end));
    return new StyledText().add(begin + dash.repeat(rest) + end, StyledText.DIM);
  }

  private List<String> cut(List<StyledText> lines) {
    return lines.stream().map(l -> l.cut(width, look.colour(), look.more())).toList();
  }
}
