package dev.devloop.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "wait",
    description = "Wait until what was saved is live.",
    footer = {
      "",
      "Ends with 0 when it is, with 1 when it was refused or its build failed, with 4 when it is not",
      "within the time.",
      "",
      "Examples:",
      "  devloop wait --synced && npm test",
      "  devloop wait --synced src/main.ts --timeout 10s"
    })
final class WaitCommand extends FileCommand {

  private static final String ALL = "";

  @Option(
      names = "--synced",
      paramLabel = "PATH",
      arity = "0..1",
      fallbackValue = ALL,
      required = true,
      description = "Until this file or folder, or everything, is in all containers.")
  private String synced = ALL;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = Spans.class,
      description = "How long at most. Default: 60s.")
  private Duration timeout = Duration.ofSeconds(60);

  @Option(names = "--json", description = "As one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    var query = "?json=" + json + "&timeout=" + timeout.toMillis();
    if (!synced.equals(ALL)) {
      var folder = options().folder().orElse(Path.of("")).toAbsolutePath();
      var path = folder.resolve(synced).normalize().toString();
      query += "&path=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
    }
    return needDaemon().stream("GET", "/synced" + query, new byte[0], Console.PRINT);
  }
}
