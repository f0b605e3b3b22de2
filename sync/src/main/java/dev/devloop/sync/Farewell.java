package dev.devloop.sync;

import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/// Has the agent forget a project that is deleted.
final class Farewell {

  /// Much longer than the agent takes; then its node is not there any more either.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Farewell() {}

  /// @throws IOException the agent is not reached, or does not answer
  static void say(AgentDoor door, String project) throws IOException {
    try (var stream = door.open()) {
      var late = Thread.ofVirtual().name("farewell").start(() -> endLate(stream));
      try {
        var session = new Session(stream.out(), stream::close);
        var in = new DataInputStream(stream.in());
        session.send("hello", Map.of("v", 1, "project", project));
        await(in, "hello");
        session.send("dropProject", Map.of());
        // it does one thing after the other
        session.send("ping", Map.of("n", 1));
        await(in, "pong");
      } finally {
        late.interrupt();
      }
    }
  }

  private static void await(DataInputStream in, String type) throws IOException {
    while (!Frame.read(in).type().equals(type)) {
      // of containers, which are on their way out
    }
  }

  private static void endLate(AgentDoor.Stream stream) {
    try {
      Thread.sleep(PATIENCE);
      stream.close();
    } catch (InterruptedException _) {
      // it has answered
    }
  }
}
