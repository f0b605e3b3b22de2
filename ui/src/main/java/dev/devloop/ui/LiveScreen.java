package dev.devloop.ui;

import dev.devloop.ui.Wanted.LogChoice;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a person looks at: rows, which of them is selected, the log lines that wait to be shown,
/// and what the keys do. Knows neither terminal nor daemon.
public final class LiveScreen {

  /// How long an answer to a key stands.
  private static final long MESSAGE_MILLIS = 6_000;

  private enum Mode {
    ROWS,
    FILTER,
    HELP
  }

  private final Backlog backlog;
  private List<Row> rows = List.of();
  private Optional<String> selected = Optional.empty();
  private Mode mode = Mode.ROWS;
  private String input = "";
  private LogChoice logs;
  private String message = "";
  private long messageEnds;
  private boolean redraw;

  /// @param logs whether log lines are wanted from the start
  /// @param colour whether lines may have colours
  public LiveScreen(boolean logs, boolean colour) {
    this.backlog = new Backlog(colour);
    this.logs = new LogChoice(logs, Optional.empty(), "");
  }

  /// The rows as they are now.
  public void rows(List<Row> now) {
    rows = List.copyOf(now);
    if (services().noneMatch(r -> selected.filter(r.name()::equals).isPresent())) {
      selected = Optional.empty();
    }
  }

  /// A log line for above the rows; when it begins with the name of a service and a bar, those get
  /// the service's colour.
  public void log(String text) {
    backlog.log(text, names());
  }

  /// A line about what was done, for above the rows.
  public void step(String text) {
    backlog.dim(text);
  }

  /// A line that says what the lines below it are.
  public void heading(String text) {
    backlog.add("");
    backlog.dim("--- " + text + " ---");
  }

  /// A short answer to what was asked.
  public void say(String text, long now) {
    message = text;
    messageEnds = now + MESSAGE_MILLIS;
  }

  /// Which log lines are wanted.
  public LogChoice logs() {
    return logs;
  }

  /// The lines that are to be written now; each is handed out once.
  List<String> due() {
    return backlog.due();
  }

  /// Whether all is to be drawn anew; says so once.
  boolean redraw() {
    boolean was = redraw;
    redraw = false;
    return was;
  }

  /// Whether something on it changes with time alone.
  public boolean ticks() {
    return !message.isEmpty() || rows.stream().anyMatch(r -> r.work().isPresent());
  }

  private List<String> names() {
    return services().map(Row::name).toList();
  }

  private Stream<Row> services() {
    return rows.stream().filter(r -> r.kind() == Row.Kind.SERVICE);
  }

  private Optional<Row> selectedRow() {
    return services().filter(r -> selected.filter(r.name()::equals).isPresent()).findFirst();
  }

  /// A key was pressed.
  ///
  /// @param now epoch milliseconds
  /// @return what it asks for; empty when it only changed the view
  public Optional<Wanted> key(Key key, long now) {
    message = "";
    return switch (key.kind()) {
      case INTERRUPT, END -> Optional.of(new Wanted.Leave(key.kind() == Key.Kind.INTERRUPT));
      case REDRAW -> {
        redraw = true;
        yield Optional.empty();
      }
      default ->
          switch (mode) {
            case FILTER -> filterKey(key);
            case HELP -> helpKey(key, now);
            case ROWS -> rowsKey(key, now);
          };
    };
  }

  private Optional<Wanted> helpKey(Key key, long now) {
    mode = Mode.ROWS;
    return key.kind() == Key.Kind.ESCAPE || key.text().equals("?")
        ? Optional.empty()
        : rowsKey(key, now);
  }

  private Optional<Wanted> filterKey(Key key) {
    switch (key.kind()) {
      case TEXT -> input += key.text();
      case BACKSPACE ->
          input =
              input.substring(
                  0, input.offsetByCodePoints(input.length(), input.isEmpty() ? 0 : -1));
      case ERASE -> input = "";
      case ESCAPE -> mode = Mode.ROWS;
      case ENTER -> {
        mode = Mode.ROWS;
        return choose(new LogChoice(true, logs.service(), input.strip()));
      }
      default -> {}
    }
    return Optional.empty();
  }

  private Optional<Wanted> rowsKey(Key key, long now) {
    return switch (key.kind()) {
      case UP -> move(-1);
      case DOWN -> move(1);
      case ENTER -> logsOfSelected(now);
      case ESCAPE -> back();
      case TEXT -> letter(key.text(), now);
      default -> Optional.empty();
    };
  }

  private Optional<Wanted> letter(String letter, long now) {
    return switch (letter) {
      case "k" -> move(-1);
      case "j" -> move(1);
      case "l" -> logsOfSelected(now);
      case "r" -> withSelected(now).map(row -> new Wanted.Restart(row.name()));
      case "b" -> withSelected(now).map(row -> new Wanted.Rebuild(row.name()));
      case "o" -> withSelected(now).flatMap(row -> address(row, now));
      case "p" -> Optional.of(new Wanted.Page());
      case "f" -> follow();
      case "/" -> {
        mode = Mode.FILTER;
        input = logs.words();
        yield Optional.empty();
      }
      case "?" -> {
        mode = Mode.HELP;
        yield Optional.empty();
      }
      case "q" -> Optional.of(new Wanted.Leave(false));
      default -> Optional.empty();
    };
  }

  private Optional<Wanted> move(int by) {
    var names = names();
    if (!names.isEmpty()) {
      int at = selected.map(names::indexOf).orElse(by > 0 ? -1 : names.size());
      selected = Optional.of(names.get(Math.clamp(at + by, 0, names.size() - 1)));
    }
    return Optional.empty();
  }

  private Optional<Row> withSelected(long now) {
    var row = selectedRow();
    if (row.isEmpty()) {
      say("select a service first: j and k", now);
    }
    return row;
  }

  private Optional<Wanted> address(Row row, long now) {
    if (row.url().isEmpty()) {
      say(row.name() + " has no address", now);
      return Optional.empty();
    }
    return Optional.of(new Wanted.Open(row.url()));
  }

  /// Of the selected service, or of all when it was those of the selected one.
  private Optional<Wanted> logsOfSelected(long now) {
    if (logs.on() && logs.service().isPresent() && logs.service().equals(selected)) {
      return choose(new LogChoice(true, Optional.empty(), logs.words()));
    }
    return withSelected(now)
        .flatMap(row -> choose(new LogChoice(true, Optional.of(row.name()), logs.words())));
  }

  /// Undoes what narrows the lines, the newest first.
  private Optional<Wanted> back() {
    if (!logs.words().isEmpty()) {
      return choose(new LogChoice(logs.on(), logs.service(), ""));
    }
    if (logs.service().isPresent()) {
      return choose(new LogChoice(logs.on(), Optional.empty(), ""));
    }
    selected = Optional.empty();
    return Optional.empty();
  }

  private Optional<Wanted> choose(LogChoice choice) {
    if (choice.equals(logs)) {
      return Optional.empty();
    }
    logs = choice;
    backlog.hold(false);
    backlog.clear();
    return Optional.of(new Wanted.Logs(choice));
  }

  /// Switches them on where there were none.
  private Optional<Wanted> follow() {
    if (!logs.on()) {
      return choose(new LogChoice(true, logs.service(), logs.words()));
    }
    backlog.hold(!backlog.held());
    return Optional.empty();
  }

  /// What is to be seen in a window of that width: at least one line, no more than the window is
  /// high, each shorter than it is wide.
  List<String> frame(RowText.Look look, int height, long now) {
    if (now >= messageEnds) {
      message = "";
    }
    var layout = new LiveLayout(look, height, now);
    return switch (mode) {
      case HELP -> layout.help();
      case ROWS, FILTER -> layout.rows(rows, selected, label(), footer(look));
    };
  }

  /// The last frame: it stays in the terminal.
  List<String> lastFrame(RowText.Look look, int height, long now) {
    return new LiveLayout(look, height, now).last(rows);
  }

  private String label() {
    if (backlog.held()) {
      return "paused, "
          + backlog.size()
          + (backlog.size() == 1 ? " new line" : " new lines")
          + ": f goes on";
    }
    return logs.on() && (logs.service().isPresent() || !logs.words().isEmpty())
        ? logs.title() + ": Esc shows all"
        : "";
  }

  private StyledText footer(RowText.Look look) {
    if (mode == Mode.FILTER) {
      return new StyledText()
          .add("/", StyledText.BOLD)
          .add(input)
          .add(look.unicode() ? "▏" : "_")
          .add("  Enter shows lines with it, Esc leaves", StyledText.DIM);
    }
    return message.isEmpty()
        ? new StyledText().add(LiveLayout.hints(look.width() - 1, backlog.held()), StyledText.DIM)
        : new StyledText().add(message);
  }
}
