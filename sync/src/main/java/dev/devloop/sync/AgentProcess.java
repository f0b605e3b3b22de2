package dev.devloop.sync;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/// A stream to the agent through a subprocess.
final class AgentProcess implements AgentDoor.Stream {

  /// Enough for a message of docker or the agent.
  private static final int LINES = 20;

  private final Process process;
  private final Deque<String> lines = new ArrayDeque<>();

  private AgentProcess(Process process) {
    this.process = process;
  }

  static AgentDoor.Stream start(List<String> command, Map<String, String> env) throws IOException {
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(env);
    var stream = new AgentProcess(builder.start());
    Thread.ofVirtual().name("agent's stderr").start(stream::listen);
    return stream;
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
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
