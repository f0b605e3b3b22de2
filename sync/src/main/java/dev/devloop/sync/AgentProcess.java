package dev.devloop.sync;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A stream to the agent through a subprocess.
final class AgentProcess implements AgentDoor.Stream {

  /// Enough for a message of docker or the agent.
  private static final int LINES = 20;

  /// A program whose stream has ended is about to end itself, and says why before.
  private static final Duration LAST_WORDS = Duration.ofMillis(300);

  private final String program;
  private final Process process;
  private final Deque<String> lines = new ArrayDeque<>();
  private final Thread listener;

  private AgentProcess(String program, Process process) {
    this.program = program;
    this.process = process;
    this.listener = Thread.ofVirtual().name("agent's stderr").start(this::listen);
  }

  static AgentDoor.Stream start(List<String> command, Map<String, String> env) throws IOException {
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(env);
    return new AgentProcess(command.getFirst(), builder.start());
  }

  private void listen() {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        synchronized (lines) {
          lines.add(line);
          if (lines.size() > LINES) {
            lines.remove();
          }
        }
      }
    } catch (IOException _) {
      // the process has ended
    }
  }

  @Override
  public InputStream in() {
    return process.getInputStream();
  }

  @Override
  public OutputStream out() {
    return process.getOutputStream();
  }

  @Override
  public List<String> evidence() {
    var all = new ArrayList<String>();
    try {
      var ended = process.waitFor(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
      if (ended) {
        listener.join(LAST_WORDS);
      }
      synchronized (lines) {
        all.addAll(lines);
      }
      if (ended) {
        all.add(program + " ended with " + process.exitValue());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return all;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
