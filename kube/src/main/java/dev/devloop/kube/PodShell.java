package dev.devloop.kube;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ExecListener;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// A shell in a container, on a terminal of its own.
public final class PodShell implements AutoCloseable {

  /// The best shell that the image has, told what terminal it is on.
  private static final String[] COMMAND = {
    "sh",
    "-c",
    "export TERM=xterm-256color; command -v bash >/dev/null 2>&1 && exec bash -i || exec sh -i"
  };

  private final ExecWatch exec;

  private PodShell(ExecWatch exec) {
    this.exec = exec;
  }

  /// Opens one.
  ///
  /// @param container empty: the pod's first one
  /// @param output gets what the terminal shows; blocks as long as it likes
  /// @param ended gets how it ended, once
  static PodShell open(
      KubernetesClient client,
      String namespace,
      String pod,
      Optional<String> container,
      OutputStream output,
      Consumer<String> ended) {
    var once = new Once(ended);
    return ApiProblems.guard(
        "open a shell",
        () -> {
          var at = client.pods().inNamespace(namespace).withName(pod);
          var in = container.isPresent() ? at.inContainer(container.get()) : at;
          var exec =
              in.redirectingInput()
                  .writingOutput(output)
                  .withTTY()
                  .usingListener(once)
                  .exec(COMMAND);
          var _ = exec.exitCode().whenComplete((code, failure) -> once.end(word(code, failure)));
          return new PodShell(exec);
        });
  }

  private static String word(Integer code, Throwable failure) {
    if (failure != null) {
      return String.valueOf(failure.getMessage());
    }
    return code == null || code == 0 ? "" : "exit code " + code;
  }

  /// What was typed.
  public void type(byte[] bytes) {
    try {
      var in = exec.getInput();
      in.write(bytes);
      in.flush();
    } catch (IOException e) {
      // it has just ended, and says so by itself
    }
  }

  public void resize(int columns, int rows) {
    exec.resize(columns, rows);
  }

  @Override
  public void close() {
    // a shell on a terminal outlives its connection: it is told that nobody types any more
    type("\u0004".getBytes(StandardCharsets.UTF_8));
    exec.close();
  }

  private static final class Once implements ExecListener {
    private final AtomicBoolean over = new AtomicBoolean();
    private final Consumer<String> ended;

    Once(Consumer<String> ended) {
      this.ended = ended;
    }

    void end(String why) {
      if (over.compareAndSet(false, true)) {
        ended.accept(why);
      }
    }

    @Override
    public void onFailure(Throwable failure, Response response) {
      end(String.valueOf(failure.getMessage()));
    }

    @Override
    public void onClose(int code, String reason) {
      end("");
    }
  }
}
