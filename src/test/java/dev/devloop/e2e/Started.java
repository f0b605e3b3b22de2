package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A command that runs: its output can be read while it goes on.
final class Started implements AutoCloseable {

  /// How long a pipe may stay open after the command's end. Longer means that a child (the daemon)
  /// has inherited it, and `devloop up --detach | cat` would never end.
  private static final Duration PIPE_CLOSES = Duration.ofSeconds(10);

  /// In the lines of `up` that tell of an image that is being made.
  private static final String RECIPE = ": recipe ";

  private final List<String> command;
  private final Process process;
  private final long begun = System.nanoTime();
  private final Stream out;
  private final Stream err;

  private Started(List<String> command, Process process) {
    this.command = command;
    this.process = process;
    this.out = new Stream(process.getInputStream());
    this.err = new Stream(process.getErrorStream());
  }

  /// @param env the whole environment of the command, nothing is inherited
  static Started start(Path folder, Map<String, String> env, List<String> command) {
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(env);
    try {
      return new Started(command, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes to the command's standard input and closes it.
  Started input(String text) {
    type(text);
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /// Writes to the command's standard input and leaves it open.
  void type(String text) {
    try {
      OutputStream stdin = process.getOutputStream();
      stdin.write(text.getBytes(StandardCharsets.UTF_8));
      stdin.flush();
    } catch (IOException _) {
      // a command that does not read its input has ended before: its exit code is what counts
    }
  }

  /// What it printed so far.
  String output() {
    return out.text() + err.text();
  }

  boolean running() {
    return process.isAlive();
  }

  void signal(String name) {
    var kill = List.of("kill", "-" + name, Long.toString(process.pid()));
    start(Path.of("/"), System.getenv(), kill).input("").end(Duration.ofSeconds(10)).mustEndWith(0);
  }

  /// @param deadline counted anew as long as it tells of a recipe: what is not in the cache of
  ///   images yet takes many minutes
  Run end(Duration deadline) {
    try {
      if (!endsWithin(deadline)) {
        return fail("`%s` did not end within %s; so far:%n%s", command, deadline, output());
      }
      var took = Duration.ofNanos(System.nanoTime() - begun);
      out.awaitEnd();
      err.awaitEnd();
      return new Run(command, process.exitValue(), out.text(), err.text(), took);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      close();
    }
  }

  private boolean endsWithin(Duration deadline) throws InterruptedException {
    var from = System.nanoTime();
    var told = -1;
    while (!process.waitFor(Math.min(deadline.toMillis(), 1000), TimeUnit.MILLISECONDS)) {
      var tells = out.text().lastIndexOf(RECIPE);
      if (tells > told) {
        told = tells;
        from = System.nanoTime();
      }
      if (System.nanoTime() - from >= deadline.toNanos()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /// One of the two outputs, read as it comes so that the command never waits for the reader.
  private static final class Stream {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Thread reader;

    private Stream(InputStream from) {
      reader =
          Thread.startVirtualThread(() -> {
            try (from) {
              from.transferTo(bytes);
            } catch (IOException _) {
              // the command was killed: what came before is kept
            }
          });
    }

    private String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }

    private void awaitEnd() throws InterruptedException {
      if (!reader.join(PIPE_CLOSES)) {
        fail("the command has ended, but a process that it left behind holds its output open");
      }
    }
  }
}
