package dev.devloop.ui;

import dev.devloop.core.RunningJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One row of the view that `status`, terminal and page share, before anybody has laid it out. It
/// travels as one line of fields with tabs between them, so that the client needs no library.
///
/// @param name the project, the service, or what a note is about
/// @param phase in one word; empty for notes
/// @param detail why it is as it is; for notes all of the text
/// @param url where it answers; may be empty
/// @param notes short facts beside it, such as `2 restarts`
/// @param work what is being done for it
public record Row(
    Kind kind,
    String name,
    String phase,
    String detail,
    String url,
    Optional<Work> work,
    List<String> notes) {

  private static final int FIELDS = 9;

  /// What a row is about. The first letter stands for it on the wire.
  public enum Kind {
    CLUSTER,
    SERVICE,
    /// A sentence about the project.
    NOTE,
    /// A line of a problem.
    PROBLEM
  }

  /// A step under way.
  ///
  /// @param since epoch milliseconds of the begin of what the fraction is a part of
  /// @param fraction of it that is done, 0 to 1; 0 when nobody can tell
  /// @param line its last line of output; may be empty
  public record Work(String step, long since, double fraction, String line) {
    static Work of(RunningJob job) {
      var since = job.fraction() > 0 ? job.measuredFrom() : job.since();
      return new Work(job.step(), since.toEpochMilli(), job.fraction(), job.line());
    }
  }

  public Row {
    notes = List.copyOf(notes);
  }

  static Row note(Kind kind, String text) {
    return new Row(kind, "", "", text, "", Optional.empty(), List.of());
  }

  /// As one line.
  public String encoded() {
    var fields = new ArrayList<>(List.of(kind.name().substring(0, 1), name, phase, detail, url));
    fields.add(work.map(Work::step).orElse(""));
    fields.add(work.map(w -> Long.toString(w.since())).orElse(""));
    fields.add(work.map(w -> Double.toString(w.fraction())).orElse(""));
    fields.add(work.map(Work::line).orElse(""));
    fields.addAll(notes);
    return String.join("\t", fields.stream().map(Row::field).toList());
  }

  private static String field(String text) {
    return text.replace('\t', ' ').replace('\n', ' ').replace('\r', ' ');
  }

  /// Back from a line. A newer daemon may send more fields: they count as notes.
  public static Row decoded(String line) {
    var fields = new ArrayList<>(List.of(line.split("\t", -1)));
    while (fields.size() < FIELDS) {
      fields.add("");
    }
    var kind =
        switch (fields.get(0)) {
          case "C" -> Kind.CLUSTER;
          case "S" -> Kind.SERVICE;
          case "P" -> Kind.PROBLEM;
          default -> Kind.NOTE;
        };
    return new Row(
        kind,
        fields.get(1),
        fields.get(2),
        fields.get(3),
        fields.get(4),
        work(fields.subList(5, FIELDS)),
        fields.subList(FIELDS, fields.size()));
  }

  private static Optional<Work> work(List<String> fields) {
    return fields.get(1).isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Work(
                fields.get(0),
                Long.parseLong(fields.get(1)),
                Double.parseDouble(fields.get(2)),
                fields.get(3)));
  }
}
