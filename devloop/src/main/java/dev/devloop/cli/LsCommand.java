package dev.devloop.cli;

import dev.devloop.config.Json;
import dev.devloop.project.DaemonFile;
import dev.devloop.project.ProjectFiles;
import dev.devloop.project.ProjectNote;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

final class LsCommand extends Command {

  private final Flag json = flag("As one JSON document.", "--json");

  LsCommand() {
    super("ls", "List all projects of this user.");
    footer("Examples:", "  devloop ls", "  devloop ls --json");
  }

  @Override
  public Integer call() {
    if (json.given()) {
      System.out.print(Json.text(document()));
    } else {
      table();
    }
    return 0;
  }

  private static Map<String, Object> document() {
    var projects = new ArrayList<Map<String, Object>>();
    for (var files : ProjectFiles.known(ProjectCommand.home())) {
      var note = ProjectNote.read(files.note());
      var project = new LinkedHashMap<String, Object>();
      project.put("name", note.name());
      project.put("cluster", note.cluster());
      project.put("config", note.config().toString());
      DaemonFile.alive(files.daemonFile())
          .ifPresent(d ->
              project.put(
                  "daemon", Map.of("pid", d.pid(), "port", d.port(), "version", d.version())));
      projects.add(project);
    }
    return Map.of("schema", 1, "projects", projects);
  }

  private static void table() {
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
