package dev.devloop.sync;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/// How the agent on the node is reached. Tests bring one in memory.
@FunctionalInterface
public interface AgentDoor {

  /// Opens one stream to the agent. Called again when it was lost.
  ///
  /// @throws IOException the agent cannot be reached now: it is tried again, at growing distances
  ///   of up to 5 s, or at once after [ProjectSync#reachable]
  Stream open() throws IOException;

  /// A subprocess whose stdin and stdout are the stream.
  ///
  /// @param command such as `docker exec -i NODE devloop-agent attach PROJECT`
  /// @param env added to the environment of this process
  static AgentDoor command(List<String> command, Map<String, String> env) {
    return () -> AgentProcess.start(command, env);
  }

  /// An open stream: frames in both directions.
  interface Stream extends AutoCloseable {

    InputStream in();

    OutputStream out();

    /// Why it ended, as far as is known: the last lines of stderr.
    List<String> evidence();

    /// Ends it; both directions fail from then on.
    @Override
    void close();
  }
}
