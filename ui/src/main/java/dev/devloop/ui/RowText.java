package dev.devloop.ui;

import java.time.Duration;
import java.util.List;

/// Lays rows out as lines of text: the same for `status` and for the view that is redrawn. Pure.
public final class RowText {

  private static final int PHASE_WIDTH = 9;
  private static final int BAR = 20;

  /// Below this there is no room for a bar.
  private static final int WIDE = 60;

  /// What took less needs no clock.
  private static final long WORTH_MILLIS = 2_000;

  /// How it may look.
  ///
  /// @param width in cells; lines are cut to it
  /// @param colour whether styles may be used
  /// @param unicode whether characters beyond ASCII may be used
  /// @param live whether clocks, bars and output are shown, which only make sense redrawn
  public record Look(int width, boolean colour, boolean unicode, boolean live) {
    static final Look PLAIN = new Look(Integer.MAX_VALUE, false, true, false);

    /// For text that is printed once.
    ///
    /// @param width 0 when nobody knows
    public static Look once(int width, boolean colour) {
      return new Look(width > 0 ? width : Integer.MAX_VALUE, colour, true, false);
    }

    String more() {
      return unicode ? "…" : "~";
    }
  }

  private final Look look;
  private final long now;
  private final int names;

  private RowText(Look look, long now, int names) {
    this.look = look;
    this.now = now;
    this.names = names;
  }

  /// @param now epoch milliseconds, for the clocks of steps
  public static List<String> of(List<Row> rows, Look look, long now) {
    var text = new RowText(look, now, nameWidth(rows));
    return rows.stream()
        .map(row -> text.line(row).cut(look.width(), look.colour(), look.more()))
        .toList();
  }

  /// One row of them.
  static StyledText of(Row row, Look look, long now, int nameWidth) {
    return new RowText(look, now, nameWidth).line(row);
  }

  static int nameWidth(List<Row> rows) {
    return rows.stream()
        .filter(r -> r.kind() == Row.Kind.SERVICE)
        .mapToInt(r -> StyledText.width(r.name()))
        .max()
        .orElse(0);
  }

  private StyledText line(Row row) {
    return switch (row.kind()) {
      case CLUSTER -> cluster(row);
      case SERVICE -> service(row);
      case NOTE -> new StyledText().add("  " + row.detail(), StyledText.DIM);
      case PROBLEM -> problem(row.detail());
    };
  }

  private StyledText cluster(Row row) {
    var line =
        new StyledText()
            .add(row.name(), StyledText.BOLD)
            .add("  " + row.detail() + " ")
            .add(row.phase(), clusterStyle(row.phase()));
    row.notes().forEach(note -> line.add("  " + note, StyledText.DIM));
    row.work().ifPresent(work -> work(line.add("  "), work));
    return line;
  }

  private StyledText service(Row row) {
    var line =
        new StyledText()
            .add("  " + row.name())
            .upTo(names + 4)
            .add(row.phase(), serviceStyle(row.phase()))
            .upTo(names + 4 + PHASE_WIDTH)
            .add("  ");
    if (row.work().isPresent()) {
      work(line, row.work().get());
    } else if (row.phase().equals("ready") && !row.url().isEmpty()) {
      line.add(row.url());
    } else {
      line.add(row.detail());
    }
    row.notes().forEach(note -> line.add("  " + note, StyledText.DIM));
    return line;
  }

  private static StyledText problem(String text) {
    return text.startsWith("error:")
        ? new StyledText().add("error:", StyledText.RED).add(text.substring(6))
        : new StyledText().add(text);
  }

  private void work(StyledText line, Row.Work work) {
    boolean known = work.fraction() > 0;
    if (!look.live()) {
      line.add(known ? work.step() + " " + percent(work) + "%" : work.step());
      return;
    }
    if (known) {
      bar(line, work);
    }
    line.add(work.step());
    long took = now - work.since();
    if (!known && took >= WORTH_MILLIS) {
      line.add("  " + span(took), StyledText.DIM);
    }
    if (!work.line().isBlank()) {
      line.add("  " + work.line().strip(), StyledText.DIM);
    }
  }

  private void bar(StyledText line, Row.Work work) {
    if (look.width() >= WIDE) {
      int full = (int) Math.round(Math.min(1, work.fraction()) * BAR);
      line.add((look.unicode() ? "━" : "#").repeat(full), StyledText.YELLOW)
          .add((look.unicode() ? "─" : "-").repeat(BAR - full), StyledText.DIM)
          .add(" ");
    }
    // of one width each: what stands behind them does not jump
    line.add("%3d%%  %-8s".formatted(percent(work), left(work)));
  }

  private static long percent(Row.Work work) {
    return Math.round(work.fraction() * 100);
  }

  /// How long the step will take yet, when it goes on as it went.
  private String left(Row.Work work) {
    long took = now - work.since();
    if (took < WORTH_MILLIS) {
      return "";
    }
    return "~" + span(Math.round(took * (1 - work.fraction()) / work.fraction()));
  }

  /// `8s`, `3m 20s`, `1h 5m`.
  static String span(long millis) {
    var time = Duration.ofMillis(Math.max(0, millis));
    if (time.toHours() > 0) {
      return time.toHours() + "h " + time.toMinutesPart() + "m";
    }
    return time.toMinutes() > 0
        ? time.toMinutes() + "m " + time.toSecondsPart() + "s"
        : time.toSeconds() + "s";
  }

  private static String clusterStyle(String phase) {
    return switch (phase) {
      case "running" -> StyledText.GREEN;
      case "creating" -> StyledText.YELLOW;
      case "failed" -> StyledText.RED;
      default -> StyledText.DIM;
    };
  }

  private static String serviceStyle(String phase) {
    return switch (phase) {
      case "ready" -> StyledText.GREEN;
      case "failed" -> StyledText.RED;
      case "building", "deploying", "starting" -> StyledText.YELLOW;
      default -> StyledText.DIM;
    };
  }
}
