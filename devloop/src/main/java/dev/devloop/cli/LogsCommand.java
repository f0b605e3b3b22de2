package dev.devloop.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "logs", description = "Print what services say.")
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
    return needDaemon().stream(
        "GET", "/logs?" + String.join("&", query), new byte[0], Console.PRINT);
  }
}
