package dev.devloop.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.devloop.core.DevloopException;
import dev.devloop.core.Home;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineAddressTest {

  /// As `printf colima | sha256sum` tells.
  private static final String COLIMA =
      "f24fd3749c1368328e2b149bec149cb6795619f244c5b584e844961215dadd16";

  @TempDir Path folder;

  private Map<String, String> env(String... more) {
    var env = new HashMap<>(Map.of("HOME", folder.toString()));
    for (var i = 0; i < more.length; i += 2) {
      env.put(more[i], more[i + 1]);
    }
    return env;
  }

  private Home home() {
    return Home.of(Map.of("DEVLOOP_HOME", folder.resolve("devloop").toString()), folder);
  }

  private List<String> origins(Map<String, String> env) {
    return EngineAddresses.candidates(env, home()).stream().map(EngineAddress::origin).toList();
  }

  @Test
  void theDefaultSocketsComeBeforeDevloopsOwnEngine() {
    assertThat(origins(env("XDG_RUNTIME_DIR", "/run/user/7")))
        .containsExactly(
            "default socket", "Docker Desktop", "rootless Docker", "started by devloop");
  }

  @Test
  void nothingElseIsTriedWhenDockerHostIsSet() {
    var env = env("DOCKER_HOST", "tcp://build:2376", "DOCKER_TLS_VERIFY", "1");
    assertThat(EngineAddresses.candidates(env, home()))
        .containsExactly(
            new EngineAddress(
                URI.create("tcp://build:2376"),
                "DOCKER_HOST",
                Optional.of(folder.resolve(".docker"))));
  }

  @Test
  void theCurrentDockerContextComesFirst() throws IOException {
    write(".docker/config.json", "{\"currentContext\": \"colima\"}");
    write(
        ".docker/contexts/meta/" + COLIMA + "/meta.json",
        "{\"Name\":\"colima\",\"Endpoints\":{\"docker\":{\"Host\":\"unix:///c/docker.sock\"}}}");
    assertThat(EngineAddresses.candidates(env(), home()).getFirst())
        .isEqualTo(
            new EngineAddress(
                URI.create("unix:///c/docker.sock"), "docker context colima", Optional.empty()));
  }

  @Test
  void theDefaultContextAndABrokenFileMeanTheDefaultSocket() throws IOException {
    write(".docker/config.json", "{\"currentContext\": \"default\"}");
    assertThat(origins(env())).startsWith("default socket");
    write(".docker/config.json", "{");
    assertThat(origins(env())).startsWith("default socket");
  }

  @Test
  void theFirstThatAnswersCounts() {
    var found =
        EngineAddress.find(
            env(),
            home(),
            address ->
                address.origin().equals("started by devloop")
                    ? Optional.empty()
                    : Optional.of("no"));
    assertThat(found.origin()).isEqualTo("started by devloop");
  }

  @Test
  void everyFailureIsToldWhenNoneAnswers() {
    assertThatThrownBy(
            () -> EngineAddress.find(env(), home(), address -> Optional.of(address.origin())))
        .isInstanceOfSatisfying(
            DevloopException.class,
            e -> {
              var problem = e.problems().getFirst();
              assertThat(problem.id()).isEqualTo("engine-unreachable");
              assertThat(problem.evidence())
                  .hasSize(3)
                  .first()
                  .asString()
                  .contains("/var/run/docker.sock", "default socket");
            });
  }

  @Test
  void anAddressThatIsNoneIsAFailureAndNotACrash() {
    var env = env("DOCKER_HOST", "not an address");
    assertThat(EngineAddress.failure(EngineAddresses.candidates(env, home()).getFirst()))
        .hasValueSatisfying(why -> assertThat(why).contains("unix:// and tcp://"));
  }

  @Test
  void asksASocketAndTellsWhatItAnswersInstead() throws IOException {
    var socket = folder.resolve("s");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      Thread.ofVirtual().start(() -> answer(server, "HTTP/1.0 200 OK\r\n\r\nOK"));
      assertThat(SocketCall.get(socket, "/_ping", Duration.ofSeconds(5))).isEqualTo("OK");
      Thread.ofVirtual().start(() -> answer(server, "HTTP/1.0 503 Starting\r\n\r\n"));
      assertThatThrownBy(() -> SocketCall.get(socket, "/_ping", Duration.ofSeconds(5)))
          .hasMessageContaining("503 Starting");
    }
  }

  @Test
  void aSocketThatNeverAnswersIsGivenUp() throws IOException {
    var socket = folder.resolve("s");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      assertThatThrownBy(() -> SocketCall.get(socket, "/_ping", Duration.ofMillis(50)))
          .hasMessageContaining("no answer within 50 ms");
    }
  }

  private static void answer(ServerSocketChannel server, String text) {
    try (var client = server.accept()) {
      client.read(ByteBuffer.allocate(1000));
      client.write(ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aSocketsPathAlwaysFits() {
    var deep = folder.resolve("x".repeat(100));
    var home = Home.of(Map.of("DEVLOOP_HOME", deep.toString()), folder);
    var folders = EngineFolders.of(home);
    assertThat(folders.socket().toString().length()).isLessThan(108);
    assertThat(folders.exec().resolve("containerd/containerd-debug.sock").toString().length())
        .isLessThan(108);
    assertThat(folders.data()).startsWithRaw(deep);
    assertThat(EngineFolders.of(home)).isEqualTo(folders);
  }

  @Test
  void subprocessesSpeakToTheSameEngine() {
    var plain = EngineAddress.unix(Path.of("/x/docker.sock"), "test");
    assertThat(plain.environment()).isEqualTo(Map.of("DOCKER_HOST", "unix:///x/docker.sock"));
  }

  private void write(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
