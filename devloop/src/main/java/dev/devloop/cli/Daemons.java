package dev.devloop.cli;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.project.DaemonFile;
import dev.devloop.project.Install;
import dev.devloop.project.ProjectFiles;
import dev.devloop.project.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Finds the daemon of a project, starts one when there is none, replaces one of another version.
final class Daemons {

  /// A cold start on a busy machine; usually it takes one second.
  private static final Duration START = Duration.ofSeconds(60);

  private static final Duration END = Duration.ofSeconds(10);

  private static final Duration END_LOOK = Duration.ofMillis(20);

  /// How often the file of a starting daemon is looked for: nothing tells that it was written.
  private static final Duration LOOK = Duration.ofMillis(20);

  /// Flags measured for an idle daemon: a small heap that is given back, no parallel collectors, no
  /// optimising compiler. Deep stacks are not needed. The AOT cache holds objects too: a first heap
  /// of less than 16 MB has no room for them.
  static final List<String> JVM =
      List.of(
          "-Xms16m",
          "-Xmx192m",
          "-Xmn4m",
          "-Xss512k",
          "-XX:MinHeapFreeRatio=5",
          "-XX:MaxHeapFreeRatio=15",
          "-XX:-ShrinkHeapInSteps",
          "-XX:TrimNativeHeapInterval=15000",
          // most methods run a few hundred times in a bring-up and never again: not compiled, they
          // save 5 MB
          "-XX:CompileThresholdScaling=4",
          // low priorities of threads count; what would need privileges is left out in silence
          "-XX:ThreadPriorityPolicy=1",
          "-XX:-PrintWarnings",
          // the key of the cluster's client is kept in memory in a store of this kind, and made and
          // opened again with it: 10,000 rounds each time are 60 ms
          "-Dkeystore.pkcs12.keyPbeIterationCount=1",
          // each thread that reads or writes files keeps a buffer as large as the largest yet: 7 MB
          "-Djdk.nio.maxCachedBufferSize=16384",
          "-Djdk.nio.file.WatchService.maxEventsPerPoll=100000");

  private static final int LOG_LINES = 20;

  private Daemons() {}

  static boolean isCurrent(Client client) {
    return client.daemon().version().equals(Version.current());
  }

  /// A daemon that never saw a good config does not know what to take down or to pause.
  static boolean serves(Client client) {
    return isCurrent(client) && !client.get("/state?as=text").startsWith("  cluster");
  }

  /// The project's running daemon of this version. Two commands at once start one.
  static Client ensure(ProjectFiles files, Install install) {
    try {
      Files.createDirectories(files.folder());
      try (var channel =
              FileChannel.open(
                  files.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var _ = channel.lock()) {
        return ensureLocked(files, install);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Client ensureLocked(ProjectFiles files, Install install) throws IOException {
    var running = DaemonFile.alive(files.daemonFile()).map(Client::new);
    if (running.isPresent() && !running.get().listens()) {
      awaitEnd(running.get()); // it was killed this moment
    } else if (running.filter(Daemons::isCurrent).isPresent()) {
      return running.get();
    } else if (running.isPresent()) {
      System.err.println("replacing the daemon of devloop " + running.get().daemon().version());
      end(running.get());
    }
    return start(files, install);
  }

  /// Ends a daemon and nothing else.
  static void end(Client client) {
    try {
      client.post("/quit");
    } catch (DevloopException _) {
      // it may speak another protocol, or hang
    }
    awaitEnd(client);
  }

  /// Waits until its process is gone, and makes it go when it does not.
  static void awaitEnd(Client client) {
    long end = System.nanoTime() + END.toNanos();
    try {
      while (client.daemon().process().isPresent()) {
        if (System.nanoTime() > end) {
          client.daemon().process().ifPresent(ProcessHandle::destroyForcibly);
          return;
        }
        // Java itself looks at a process that is not its child up to a second later
        Thread.sleep(END_LOOK);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Client start(ProjectFiles files, Install install) throws IOException {
    // out of the terminal's reach: Ctrl-C is for the command that shows, not for the daemon
    var command = new ArrayList<>(List.of(install.root().resolve("bin/lib/detach").toString()));
    command.addAll(install.java("daemon.aot", JVM, "dev.devloop.daemon.DaemonMain"));
    command.add(files.config().toString());
    var errors = files.folder().resolve("daemon.err");
    var builder = new ProcessBuilder(command);
    // glibc: pools for each thread are memory that is never given back
    builder.environment().put("MALLOC_ARENA_MAX", "1");
    // without a UTF-8 locale the JVM cannot name files with other letters
    builder.environment().put("LC_ALL", "C.UTF-8");
    var process =
        builder
            .directory(files.folder().toFile())
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(errors.toFile())
            .start();
    return await(process, files, errors);
  }

  private static Client await(Process process, ProjectFiles files, Path errors) throws IOException {
    long end = System.nanoTime() + START.toNanos();
    try {
      while (System.nanoTime() < end) {
        var daemon = DaemonFile.alive(files.daemonFile());
        if (daemon.isPresent()) {
          return new Client(daemon.get());
        }
        if (process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
          throw failed(files, errors, "ended with " + process.exitValue());
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    throw failed(files, errors, "did not say where it listens");
  }

  private static DevloopException failed(ProjectFiles files, Path errors, String how)
      throws IOException {
    var evidence = new ArrayList<>(tail(errors));
    evidence.addAll(tail(files.log()));
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
                "daemon-start-failed",
                "The daemon " + how + ".",
                "Its last lines are below; more is in " + files.log() + ".",
                "devloop doctor")
            .withEvidence(evidence));
  }

  private static List<String> tail(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    var lines = Files.readAllLines(file);
    return lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size());
  }
}
