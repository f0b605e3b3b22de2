package dev.devloop.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Model.OptionSpec;

final class WaitCommand extends FileCommand {

  private static final String ALL = "";

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Value<String> synced =
      value(
          String.class,
          OptionSpec.builder("--synced")
              .paramLabel("PATH")
              .arity("0..1")
              .fallbackValue(ALL)
              .required(true)
              .description("Until this file or folder, or everything, is in all containers."));

  private final Value<Duration> timeout =
      value(
          Duration.class,
          OptionSpec.builder("--timeout")
              .paramLabel("TIME")
              .converters(new Spans())
              .description("How long at most. Default: 60s."));

  private final Flag json = flag("As one JSON document.", "--json");

  WaitCommand() {
    super("wait", "Wait until what was saved is live.");
    footer(
        "Ends with 0 when it is, with 1 when it was refused or its build failed, with 4 when it is not",
        "within the time.",
        "",
        "Examples:",
        "  devloop wait --synced && npm test",
        "  devloop wait --synced src/main.ts --timeout 10s");
  }

  @Override
  public Integer call() {
    var query = "?json=" + json.given() + "&timeout=" + timeout.given().orElse(TIMEOUT).toMillis();
    if (!synced.required().equals(ALL)) {
      var folder = options().folder().orElse(Path.of("")).toAbsolutePath();
      var path = folder.resolve(synced.required()).normalize().toString();
      query += "&path=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
    }
    return needDaemon().stream("GET", "/synced" + query, new byte[0], Console.PRINT);
  }
}
