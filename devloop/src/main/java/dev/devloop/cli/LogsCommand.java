package dev.devloop.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

final class LogsCommand extends ProjectCommand {

  private static final List<Kind> KINDS = List.of(Kind.app, Kind.run);

  private final Values<String> services =
      words(
          PositionalParamSpec.builder()
              .arity("0..*")
              .paramLabel("SERVICE")
              .description("All when none is named."));

  private final Flag follow = flag("Go on with new lines.", "-f", "--follow");

  private final Value<Integer> tail =
      value(
          Integer.class,
          OptionSpec.builder("--tail").paramLabel("N").description("Only the last N lines."));

  private final Value<Duration> since =
      value(
          Duration.class,
          OptionSpec.builder("--since")
              .paramLabel("TIME")
              .converters(new Spans())
              .description("Only lines of this last time, such as 5m."));

  private final Value<Level> level =
      value(
          Level.class,
          OptionSpec.builder("--level")
              .paramLabel("LEVEL")
              .description("Only lines of this level and worse: ${COMPLETION-CANDIDATES}."));

  private final Values<Kind> kinds =
      values(
          Kind.class,
          OptionSpec.builder("--kind")
              .paramLabel("KIND")
              .description(
                  "What containers say (app) and commands of onChange (run) is printed; or these:"
                      + " ${COMPLETION-CANDIDATES}. Several: once each."));

  private final Values<String> grep =
      values(
          String.class,
          OptionSpec.builder("--grep")
              .paramLabel("TEXT")
              .description("Only lines with this text, or /EXPRESSION/. Several: all of them."));

  private final Values<String> exclude =
      values(
          String.class,
          OptionSpec.builder("--exclude")
              .paramLabel("TEXT")
              .description("No lines with this text, or /EXPRESSION/."));

  private final Flag json = flag("One JSON object a line.", "--json");

  private final Flag previous =
      flag("What each container said before its last restart.", "--previous");

  private final Value<Path> file = value(Path.class, Main.fileOption("--file"));

  LogsCommand() {
    super("logs", "Print what services say, and what happened to them.");
    footer(
        "Without --tail or --since: all that the present instances have said.",
        "TEXT may stand in small or capital letters; /TEXT/ is a regular expression.",
        "",
        "Examples:",
        "  devloop logs -f web                 follow one service",
        "  devloop logs --level warn --since 10m",
        "  devloop logs --grep timeout --exclude /health/ web api",
        "  devloop logs --previous web         before the last restart",
        "  devloop logs --kind build web       what the image build said",
        "  devloop logs --kind all --json | jq .text");
  }

  @Override
  Optional<Path> ownFile() {
    return file.given();
  }

  @Override
  public Integer call() {
    var query = new ArrayList<String>();
    services.given().forEach(s -> query.add("service=" + Names.checked(s)));
    query.add("follow=" + follow.given());
    tail.given().ifPresent(n -> query.add("tail=" + n));
    since.given().ifPresent(time -> query.add("since=" + time.toMillis()));
    level.given().ifPresent(l -> query.add("level=" + l));
    var wanted = kinds.given().isEmpty() ? KINDS : kinds.given();
    if (!wanted.contains(Kind.all)) {
      wanted.forEach(kind -> query.add("kind=" + kind));
    }
    grep.given().forEach(text -> query.add("grep=" + encoded(text)));
    exclude.given().forEach(text -> query.add("exclude=" + encoded(text)));
    query.add("json=" + json.given());
    query.add("previous=" + previous.given());
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
