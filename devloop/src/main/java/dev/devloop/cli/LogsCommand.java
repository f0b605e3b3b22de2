package dev.devloop.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "logs",
    description = "Print what services say, and what happened to them.",
    footer = {
      "",
      "Without --tail or --since: all that the present instances have said.",
      "TEXT may stand in small or capital letters; /TEXT/ is a regular expression.",
      "",
      "Examples:",
      "  devloop logs -f web                 follow one service",
      "  devloop logs --level warn --since 10m",
      "  devloop logs --grep timeout --exclude /health/ web api",
      "  devloop logs --previous web         before the last restart",
      "  devloop logs --kind build web       what the image build said",
      "  devloop logs --kind all --json | jq .text"
    })
final class LogsCommand extends ProjectCommand {

  @Parameters(arity = "0..*", paramLabel = "SERVICE", description = "All when none is named.")
  private List<String> services = List.of();

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with new lines.")
  private boolean follow;

  @Option(names = "--tail", paramLabel = "N", description = "Only the last N lines.")
  private Optional<Integer> tail = Optional.empty();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Spans.class,
      description = "Only lines of this last time, such as 5m.")
  private Optional<Duration> since = Optional.empty();

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description = "Only lines of this level and worse: ${COMPLETION-CANDIDATES}.")
  private Optional<Level> level = Optional.empty();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description =
          "What containers say (app) and commands of onChange (run) is printed; or these:"
              + " ${COMPLETION-CANDIDATES}. Several: once each.")
  private List<Kind> kinds = List.of(Kind.app, Kind.run);

  @Option(
      names = "--grep",
      paramLabel = "TEXT",
      description = "Only lines with this text, or /EXPRESSION/. Several: all of them.")
  private List<String> grep = List.of();

  @Option(
      names = "--exclude",
      paramLabel = "TEXT",
      description = "No lines with this text, or /EXPRESSION/.")
  private List<String> exclude = List.of();

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Option(names = "--previous", description = "What each container said before its last restart.")
  private boolean previous;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Use this file instead of dev-config.yaml.")
  private Optional<Path> file = Optional.empty();

  @Override
  Optional<Path> ownFile() {
    return file;
  }

  @Override
  public Integer call() {
    var query = new ArrayList<String>();
    services.forEach(s -> query.add("service=" + Names.checked(s)));
    query.add("follow=" + follow);
    tail.ifPresent(n -> query.add("tail=" + n));
    since.ifPresent(time -> query.add("since=" + time.toMillis()));
    level.ifPresent(l -> query.add("level=" + l));
    if (!kinds.contains(Kind.all)) {
      kinds.forEach(kind -> query.add("kind=" + kind));
    }
    grep.forEach(text -> query.add("grep=" + encoded(text)));
    exclude.forEach(text -> query.add("exclude=" + encoded(text)));
    query.add("json=" + json);
    query.add("previous=" + previous);
    return needDaemon().stream(
        "GET", "/logs?" + String.join("&", query), new byte[0], Console.PRINT);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// As they are typed.
  private enum Level {
    error,
    warn,
    info,
    debug
  }

  /// As they are typed.
  private enum Kind {
    app,
    build,
    event,
    sync,
    probe,
    run,
    devloop,
    all
  }
}
