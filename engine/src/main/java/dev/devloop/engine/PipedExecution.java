package dev.devloop.engine;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/// A command in a container that reads its stdin to the end. docker-java cannot close the stdin of
/// an exec (its transport never shuts the socket's output down), so that `wc` or `ctr images import
/// -` would wait for ever: the docker CLI does it.
final class PipedExecution {

  private static final int MOST = 4 << 20;

  private PipedExecution() {}

  static ExecResult run(
      EngineAddress engine,
      String container,
      List<String> command,
      InputStream stdin,
      Duration deadline) {
    var argv = new ArrayList<>(List.of("docker", "exec", "-i", container));
    argv.addAll(command);
    var process = start(Command.of(argv).env(engine.environment()));
    try {
      var out = inBackground(() -> text(process.getInputStream()));
      var err = inBackground(() -> text(process.getErrorStream()));
      Thread.ofVirtual().start(() -> feed(stdin, process));
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        throw timeout(container, command, deadline);
      }
      return new ExecResult(process.exitValue(), out.get(), err.get());
    } catch (InterruptedException e) {
      throw Failures.interrupted("a command in container " + container, e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("reading the output of docker exec failed", e);
    } finally {
      process.destroy();
    }
  }

  private static Process start(Command command) {
    var builder = new ProcessBuilder(command.argv());
    builder.environment().putAll(command.env());
    try {
      return builder.start();
    } catch (IOException e) {
      throw Failures.missing(command, e);
    }
  }

  private static void feed(InputStream stdin, Process process) {
    try (stdin;
        var into = process.getOutputStream()) {
      stdin.transferTo(into);
    } catch (IOException _) {
      // a command may end before it has read all: its exit code tells
    }
  }

  /// Reads on after the limit: a full pipe would stop the command.
  private static String text(InputStream stream) throws IOException {
    var bytes = stream.readNBytes(MOST);
    stream.transferTo(OutputStream.nullOutputStream());
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static <T> FutureTask<T> inBackground(Callable<T> reading) {
    var task = new FutureTask<>(reading);
    Thread.ofVirtual().start(task);
    return task;
  }

  private static DevloopException timeout(
      String container, List<String> command, Duration deadline) {
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
            "engine-timeout",
            "`"
                + Command.of(command)
                + "` did not end in container "
                + container
                + " within "
                + deadline.toSeconds()
                + " s.",
            "It waits for something, or the machine is very busy.",
            "Look at `docker logs " + container + "`."));
  }
}
