package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;

/// What the daemon leaves on disk for the commands, and where it listens.
final class DaemonFiles {

  private DaemonFiles() {}

  /// Read from the file that only this user may read.
  static String token(Project project) {
    var pid = Long.toString(project.status().daemonPid());
    var file =
        Folders.files(project.sandbox().state()).stream()
            .filter(candidate -> candidate.toString().endsWith(".json"))
            .filter(
                candidate -> Status.json(Folders.read(candidate)).path("pid").asText().equals(pid))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no daemon file with pid " + pid));
    assertThat(permissions(file)).isEqualTo("rw-------");
    return Status.json(Folders.read(file)).path("token").asText();
  }

  private static String permissions(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean listensOnLoopbackOnly(int port) {
    try {
      return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
          .noneMatch(address -> answers(address, port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean answers(InetAddress address, int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 1000);
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
