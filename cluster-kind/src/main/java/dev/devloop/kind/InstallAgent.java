package dev.devloop.kind;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.engine.ExecResult;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/// Puts the agent into the node as a service of systemd, or another one in its place. A file in the
/// node, written last, says which one it has.
final class InstallAgent implements Step {

  /// In the container's own file system, like [Marker#PATH].
  static final String INSTALLED = "/kind/devloop-agent";

  /// A program that runs cannot be overwritten, but replaced.
  private static final String FRESH = NodeAgent.PATH + ".new";

  @Override
  public String title() {
    return "Agent in the node";
  }

  @Override
  public void run(Bringup bringup) {
    var docker = bringup.docker();
    var node = bringup.cluster().node();
    var program = bringup.host().agent().program().apply(bringup.progress());
    var texts =
        Map.of(
            "/etc/systemd/system/" + NodeAgent.UNIT,
            NodeAgent.UNIT_TEXT,
            NodeAgent.KUBELET,
            NodeAgent.KUBELET_TEXT);
    var digest = Manifests.digest(new TreeMap<>(texts).toString()) + checksum(program);
    if (docker.read(node, INSTALLED).equals(Optional.of(digest))) {
      return;
    }
    docker.copy(node, FRESH, read(program));
    docker.write(node, texts);
    run(bringup, "chmod", "0755", FRESH);
    run(bringup, "mv", "-f", FRESH, NodeAgent.PATH);
    run(bringup, "systemctl", "daemon-reload");
    run(bringup, "systemctl", "enable", NodeAgent.UNIT);
    run(bringup, "systemctl", "restart", NodeAgent.UNIT);
    docker.write(node, Map.of(INSTALLED, digest));
  }

  /// Each bring-up looks: without a compiler that knows SHA-256, that takes 60 ms for the program.
  private static String checksum(Path program) {
    try (var in = new CheckedInputStream(Files.newInputStream(program), new CRC32())) {
      in.transferTo(OutputStream.nullOutputStream());
      return "%08x".formatted(in.getChecksum().getValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path program) {
    try {
      return Files.readAllBytes(program);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(Bringup bringup, String... command) {
    var result = bringup.docker().exec(bringup.cluster().node(), List.of(command));
    if (!result.ok()) {
      throw failed(bringup, List.of(command), result);
    }
  }

  private static DevloopException failed(Bringup bringup, List<String> command, ExecResult result) {
    var evidence = new ArrayList<String>();
    evidence.add("$ docker exec " + bringup.cluster().node() + " " + String.join(" ", command));
    (result.stdout() + result.stderr()).lines().limit(10).forEach(evidence::add);
    var journal =
        bringup
            .docker()
            .exec(
                bringup.cluster().node(),
                List.of("journalctl", "--no-pager", "-o", "cat", "-u", NodeAgent.UNIT, "-n", "15"));
    journal.stdout().lines().forEach(evidence::add);
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
                "agent-failed",
                "The agent that brings files into containers does not start in the node.",
                "Its containerd has no plugins of the kind NRI, or the node is broken.",
                "Run the command again; when it fails again: devloop down --delete, then"
                    + " devloop up")
            .withEvidence(evidence));
  }
}
