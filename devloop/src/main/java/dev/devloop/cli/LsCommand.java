package dev.devloop.cli;

import dev.devloop.project.DaemonFile;
import dev.devloop.project.ProjectFiles;
import dev.devloop.project.ProjectNote;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "ls", description = "List all projects of this user.")
final class LsCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("PROJECT", "CLUSTER", "DAEMON", "CONFIG"));
    for (var files : ProjectFiles.known(ProjectCommand.home())) {
      var note = ProjectNote.read(files.note());
      var daemon =
          DaemonFile.alive(files.daemonFile())
              .map(d -> "pid " + d.pid() + " port " + d.port())
              .orElse("-");
      rows.add(List.of(note.name(), note.cluster(), daemon, note.config().toString()));
    }
    print(rows);
    return 0;
  }

  private static void print(List<List<String>> rows) {
    int columns = rows.getFirst().size();
    var widths = new int[columns];
    for (var row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (var row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      System.out.println(line.toString().stripTrailing());
    }
  }
}
