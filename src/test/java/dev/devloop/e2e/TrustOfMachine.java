package dev.devloop.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What this machine trusts, and programs that go by it. Browsers get a home folder of their own.
///
/// @param sandbox whose root it is about
/// @param home HOME of devloop and of browsers
record TrustOfMachine(Sandbox sandbox, Path home) {

  private static final Path ADDITIONS = Path.of("/usr/local/share/ca-certificates");

  /// `up` has asked on a terminal if this machine is to trust the root.
  static Path askedNote(Path stateHome) {
    return stateHome.resolve("devloop/ca/localhost/asked");
  }

  Path rootFile() {
    return sandbox.state().resolve("ca/localhost/root.crt");
  }

  Map<String, String> env() {
    return Map.of("HOME", home.toString());
  }

  /// Files that were added to the system's store.
  static List<String> additions() {
    try (Stream<Path> files = Files.list(ADDITIONS)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Run run(String... command) {
    return Started.start(home, sandbox.env(), List.of(command))
        .input("")
        .end(Duration.ofSeconds(60));
  }

  /// As a person types it: without `-k`.
  Run curl(String... words) {
    return run(
        Stream.concat(Stream.of("curl", "-sS", "--max-time", "20"), Stream.of(words))
            .toArray(String[]::new));
  }

  /// What `openssl s_client` says of a connection to a port of this machine.
  String handshake(int port, String host) {
    return run(
            "openssl",
            "s_client",
            "-connect",
            "127.0.0.1:" + port,
            "-servername",
            host,
            "-verify_hostname",
            host,
            "-CAfile",
            rootFile().toString(),
            "-showcerts")
        .mustEndWith(0)
        .out();
  }
}
