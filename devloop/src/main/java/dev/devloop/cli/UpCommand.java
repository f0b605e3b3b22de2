package dev.devloop.cli;

import dev.devloop.config.ConfigReader;
import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.core.config.DevConfig;
import dev.devloop.project.DaemonFile;
import dev.devloop.project.Install;
import dev.devloop.project.TrustNote;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Model.OptionSpec;

final class UpCommand extends FileCommand {

  private final Flag detach =
      flag("Return when everything is ready; lines instead of a live view.", "-d", "--detach");

  private final Flag trust =
      flag("Also let this machine trust the project's HTTPS, unasked (see trust).", "--trust");

  private final Value<Duration> timeout =
      value(
          Duration.class,
          OptionSpec.builder("--timeout")
              .paramLabel("TIME")
              .defaultValue("5m")
              .converters(new Spans())
              .description(
                  "How long services may take once the cluster is there (${DEFAULT-VALUE})."));

  private final Flag recreate =
      flag(
          "Make anew what of the cluster cannot be changed in place: ingress, Kubernetes version."
              + " Says what, and asks.",
          "--recreate");

  private final Value<Path> trace =
      value(
          Path.class,
          OptionSpec.builder("--trace")
              .paramLabel("FILE")
              .description("Write where the time went, for chrome://tracing or ui.perfetto.dev."));

  UpCommand() {
    super("up", "Make everything run: cluster, images, services. A second one changes nothing.");
    footer("Examples:", "  devloop up", "  devloop up --detach && npm run e2e");
  }

  @Override
  public Integer call() {
    var began = Instant.now();
    var config = ConfigReader.read(configFile(), System.getenv());
    var files = files();
    var running = DaemonFile.alive(files.daemonFile()).map(Client::new);
    if (running.filter(c -> wantsOtherPort(c, config)).isPresent()) {
      System.err.println("moving the page to port " + config.uiPort().getAsInt());
      Daemons.end(running.get());
      running = Optional.empty();
    }
    if (recreate.given()) {
      // it knows the cluster as it was
      running.ifPresent(Daemons::end);
      int exit = host("setup");
      exit = exit == 0 ? host("recreate") : exit;
      if (exit != 0) {
        return exit;
      }
    }
    trust(config);
    var client = Daemons.ensure(files, Install.current());
    int ready = engine(client);
    if (ready != 0) {
      if (running.isEmpty()) {
        Daemons.end(client);
      }
      return ready;
    }
    var over = sayWhenInterrupted();
    try {
      say(client, config);
      int exit = follow(client, config.project());
      trace.given().ifPresent(file -> write(client, began, file));
      return exit;
    } finally {
      over.set(true);
    }
  }

  /// The daemon knows in milliseconds what takes a process of its own half a second to look up.
  private int engine(Client client) {
    return client.get("/engine").isEmpty() ? host("setup") : 0;
  }

  private static void write(Client client, Instant began, Path file) {
    try {
      Files.writeString(file, client.get("/trace?since=" + began.toEpochMilli()) + "\n");
    } catch (IOException e) {
      throw new DevloopException(
          ExitCode.USAGE,
          Problem.of(
              "trace-not-written",
              "The trace cannot be written to " + file + ": " + e.getMessage(),
              "",
              "Name a file in a folder that is there."),
          e);
    }
  }

  private static void say(Client client, DevConfig config) {
    int port = client.daemon().port();
    var other = config.uiPort().isPresent() && config.uiPort().getAsInt() != port;
    System.out.println(
        "page  http://127.0.0.1:"
            + port
            + (other ? "  (port " + config.uiPort().getAsInt() + " is in use)" : "")
            + "  (devloop open)");
  }

  /// Done in the foreground: a person may have to agree.
  private int host(String work) {
    var args = new ArrayList<>(List.of(work, configFile().toString()));
    if (options().yes()) {
      args.add("--yes");
    }
    return Host.run(args);
  }

  /// Asked once on a terminal. What cannot be done is told and keeps nobody from working.
  private void trust(DevConfig config) {
    var args = new ArrayList<>(List.of("trust", configFile().toString()));
    if (trust.given()) {
      args.add("--yes");
      Host.run(args);
    } else if (Console.isInteractive()
        && !options().yes()
        && config.https().served()
        && !new TrustNote(home(), config.rootDomain()).asked()) {
      args.add("--ask");
      Host.run(args);
    }
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

  /// A port that something else has is no reason to try each time.
  private static boolean wantsOtherPort(Client client, DevConfig config) {
    return config.uiPort().isPresent()
        && config.uiPort().getAsInt() != client.daemon().port()
        && isFree(config.uiPort().getAsInt());
  }

  private static boolean isFree(int port) {
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private int follow(Client client, String project) {
    boolean live = Console.isInteractive() && !detach.given();
    var path =
        "/up?timeout="
            + Math.min(timeout.required().toMillis(), Integer.MAX_VALUE)
            + "&frames="
            + live;
    int exit =
        live
            ? LiveView.up(client, path, environment())
            : client.stream("POST", path, environment(), Console.PRINT);
    if (exit != 0 && exit != ExitCode.INTERRUPTED.code()) {
      System.err.println(
          "the daemon of " + project + " goes on (devloop status, devloop logs, devloop down)");
    }
    return exit;
  }
}
