package dev.devloop.engine;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The Linux capabilities that processes started from here can have.
///
/// @param bounding bits as in `CapBnd` of /proc/PID/status; all where that is not known
record Capabilities(BigInteger bounding) {

  /// Numbers of linux/capability.h.
  private static final int SYS_ADMIN = 21;

  private static final int SYS_RESOURCE = 24;

  static Capabilities ofThisProcess() {
    try {
      return parse(Files.readAllLines(Path.of("/proc/self/status")));
    } catch (IOException _) {
      return parse(List.of());
    }
  }

  static Capabilities parse(List<String> status) {
    return new Capabilities(
        status.stream()
            .filter(line -> line.startsWith("CapBnd:"))
            .map(line -> new BigInteger(line.substring("CapBnd:".length()).strip(), 16))
            .findFirst()
            .orElse(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE)));
  }

  /// An engine on this machine cannot start privileged containers by runc alone: runc asks for all
  /// capabilities. A process without SYS_ADMIN is itself in an ordinary container and says nothing
  /// about the engine, which then runs outside of it.
  boolean wantWrapper() {
    return bounding.testBit(SYS_ADMIN) && !bounding.testBit(SYS_RESOURCE);
  }
}
