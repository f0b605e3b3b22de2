package dev.devloop.engine;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// A program to run, as a list of arguments: no shell is between.
///
/// @param argv program and arguments
/// @param env variables on top of this process's own; never printed
/// @param folder working folder; empty means this process's own
public record Command(List<String> argv, Map<String, String> env, Optional<Path> folder) {

  /// Children that the program left behind may hold its output open: that long they may add to it.
  private static final Duration AFTERMATH = Duration.ofSeconds(2);

  public Command {
    argv = List.copyOf(argv);
    env = Map.copyOf(env);
  }

  public static Command of(String... argv) {
    return of(List.of(argv));
  }

  public static Command of(List<String> argv) {
    return new Command(argv, Map.of(), Optional.empty());
  }

  public Command env(Map<String, String> variables) {
    return new Command(argv, variables, folder);
  }

  public Command in(Path workFolder) {
    return new Command(argv, env, Optional.of(workFolder));
  }

  /// Runs it to its end with stdin closed and stderr joined to stdout.
  ///
  /// @param line gets each line of output as it comes, without its end
  /// @param deadline the process and its children are ended when it runs longer
  /// @throws DevloopException `command-missing` when there is no such program, `command-timeout`
  ///   when the deadline passed; when the calling thread is interrupted the process is ended as
  ///   well
  public CommandResult run(Consumer<String> line, Duration deadline) {
    var process = start();
    var tail = new LineTail(2000);
    var reader =
        Thread.ofVirtual()
            .start(() ->
                read(
                    process,
                    text -> {
                      tail.add(text);
                      line.accept(text);
                    }));
    try {
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        throw timeout(deadline, tail);
      }
      reader.join(AFTERMATH);
      return new CommandResult(toString(), process.exitValue(), tail.lines());
    } catch (InterruptedException e) {
      throw Failures.interrupted(toString(), e);
    } finally {
      end(process);
    }
  }

  /// Runs it for its output alone.
  public CommandResult run(Duration deadline) {
    return run(_ -> {}, deadline);
  }

  private Process start() {
    var builder = new ProcessBuilder(argv).redirectErrorStream(true);
    builder.environment().putAll(env);
    folder.ifPresent(dir -> builder.directory(dir.toFile()));
    try {
      var process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw Failures.missing(this, e);
    }
  }

  private static void read(Process process, Consumer<String> line) {
    try (var reader = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
      for (var text = reader.readLine(); text != null; text = reader.readLine()) {
        line.accept(text);
      }
    } catch (IOException | UncheckedIOException _) {
      // the process was ended: what it printed so far is all there is
    }
  }

  private static void end(Process process) {
    if (process.isAlive()) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      try {
        if (!process.waitFor(AFTERMATH.toMillis(), TimeUnit.MILLISECONDS)) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
        }
      } catch (InterruptedException _) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }

  private DevloopException timeout(Duration deadline, LineTail tail) {
    var result = new CommandResult(toString(), -1, tail.lines());
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
                "command-timeout",
                "`" + argv.getFirst() + "` did not end within " + deadline.toSeconds() + " s.",
                "It waits for something, or the machine is very busy.",
                "Run the command below by hand to see what it waits for.")
            .withEvidence(result.evidence(20)));
  }

  /// The command as one could paste it.
  @Override
  public String toString() {
    return argv.stream().map(Command::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
