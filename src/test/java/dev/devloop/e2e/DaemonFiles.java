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
import java.util.Properties;

/// What the daemon leaves on disk for the commands, and where it listens.
final class DaemonFiles {

  private DaemonFiles() {}

  /// Read from the file that only this user may read.
  static String token(Project project) {
    var file = fileOf(project);
    assertThat(permissions(file)).isEqualTo("rw-------");
    return values(file).getProperty("token");
  }

  /// Makes the commands believe that the daemon belongs to another devloop.
  static void pretendVersion(Project project, String version) {
    var file = fileOf(project);
    var text = Folders.read(file);
    assertThat(text).contains("version=");
    try {
      Files.writeString(file, text.replaceAll("version=.*", "version=" + version));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path fileOf(Project project) {
    var pid = Long.toString(project.status().daemonPid());
    return Folders.files(project.sandbox().state()).stream()
        .filter(file -> file.endsWith("daemon"))
        .filter(file -> pid.equals(values(file).getProperty("pid")))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no daemon file with pid " + pid));
  }

  private static Properties values(Path file) {
    var values = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      values.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return values;
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
