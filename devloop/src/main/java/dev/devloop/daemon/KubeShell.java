package dev.devloop.daemon;

import dev.devloop.kube.Kube;
import dev.devloop.kube.PodShell;
import dev.devloop.ui.Door;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;

/// A shell in a pod, as the views want it.
///
/// @param shell the one in the pod
record KubeShell(PodShell shell) implements Door.Shell {

  static Door.Shell open(
      Kube kube, String project, String pod, Optional<String> container, Door.ShellSink sink) {
    var output =
        new OutputStream() {
          @Override
          public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int from, int length) {
            sink.output(Arrays.copyOfRange(bytes, from, from + length));
          }
        };
    return new KubeShell(kube.shell(project, pod, container, output, sink::ended));
  }

  @Override
  public void type(byte[] bytes) {
    shell.type(bytes);
  }

  @Override
  public void resize(int columns, int rows) {
    shell.resize(columns, rows);
  }

  @Override
  public void close() {
    shell.close();
  }
}
