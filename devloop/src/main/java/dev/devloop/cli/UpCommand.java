package dev.devloop.cli;

import dev.devloop.config.ConfigReader;
import dev.devloop.project.DaemonFile;
import dev.devloop.project.Install;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "up",
    description = "Make everything run: cluster, images, services. A second one changes nothing.")
final class UpCommand extends FileCommand {

  @Option(
      names = {"-d", "--detach"},
      description = "Return when everything is ready; lines instead of a live view.")
  private boolean detach;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "5m",
      converter = Spans.class,
      description = "How long services may take once the cluster is there (${DEFAULT-VALUE}).")
  private Duration timeout = Duration.ofMinutes(5);

  @Override
  public Integer call() {
    var config = ConfigReader.read(configFile(), System.getenv());
    var files = files();
    var running = DaemonFile.alive(files.daemonFile()).map(Client::new);
    if (running.filter(Daemons::isCurrent).isEmpty()) {
      int exit = setUp();
      if (exit != 0) {
        return exit;
      }
    }
    var client = Daemons.ensure(files, Install.current());
    var over = sayWhenInterrupted();
    try {
      return follow(client, config.project());
    } finally {
      over.set(true);
    }
  }

  /// What this machine lacks, done in the foreground: a person may have to agree.
  private int setUp() {
    var args = new ArrayList<>(List.of("setup", configFile().toString()));
    if (options().yes()) {
      args.add("--yes");
    }
    return Host.run(args);
  }

  private static AtomicBoolean sayWhenInterrupted() {
    var over = new AtomicBoolean();
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(() -> {
                  if (!over.get()) {
                    System.err.println(
                        "\ninterrupted: the daemon goes on (devloop status, devloop down)");
                  }
                }));
    return over;
  }

  private int follow(Client client, String project) {
    boolean live = Console.outIsTerminal() && !detach;
    var path =
        "/up?timeout="
            + Math.min(timeout.toMillis(), Integer.MAX_VALUE)
            + "&frames="
            + live
            + "&colour="
            + Console.colour();
    int exit =
        live
            ? LiveView.follow(client, path, environment())
            : client.stream("POST", path, environment(), Console.PRINT);
    if (exit != 0) {
      System.err.println(
          "the daemon of " + project + " goes on (devloop status, devloop logs, devloop down)");
    }
    return exit;
  }
}
