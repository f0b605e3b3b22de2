package dev.devloop.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A command in a container, and what it printed.
final class Execution extends ResultCallback.Adapter<Frame> {

  /// Enough for any listing; a command that prints more is cut rather than filling the memory.
  private static final int MOST = 4 << 20;

  private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

  static ExecResult run(DockerClient docker, String container, List<String> command)
      throws InterruptedException {
    var id =
        docker
            .execCreateCmd(container)
            .withAttachStdout(true)
            .withAttachStderr(true)
            .withCmd(command.toArray(String[]::new))
            .exec()
            .getId();
    var output = new Execution();
    docker.execStartCmd(id).exec(output).awaitCompletion();
    var exit = docker.inspectExecCmd(id).exec().getExitCodeLong();
    return new ExecResult(exit == null ? -1 : exit.intValue(), output.out(), output.err());
  }

  static List<String> logs(DockerClient docker, String container, int tail)
      throws InterruptedException {
    var output = new Execution();
    docker
        .logContainerCmd(container)
        .withStdOut(true)
        .withStdErr(true)
        .withTail(tail)
        .exec(output)
        .awaitCompletion(Calls.USUAL.toSeconds(), TimeUnit.SECONDS);
    return (output.out() + output.err()).lines().toList();
  }

  @Override
  public void onNext(Frame frame) {
    var into = frame.getStreamType() == StreamType.STDERR ? stderr : stdout;
    synchronized (into) {
      var bytes = frame.getPayload();
      into.write(bytes, 0, Math.min(bytes.length, MOST - into.size()));
    }
  }

  private String out() {
    return text(stdout);
  }

  private String err() {
    return text(stderr);
  }

  private static String text(ByteArrayOutputStream bytes) {
    synchronized (bytes) {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }
}
