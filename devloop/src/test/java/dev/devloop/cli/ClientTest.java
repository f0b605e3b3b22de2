package dev.devloop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.devloop.core.DevloopException;
import dev.devloop.project.DaemonFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientTest {

  private final ServerSocket server = listening();

  private static ServerSocket listening() {
    try {
      return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  /// A daemon that gives one answer, whatever it is asked, and closes.
  private Client answering(String answer) {
    Thread.ofVirtual()
        .start(() -> {
          try (var socket = server.accept()) {
            // the head is all that is asked
            for (var seen = new StringBuilder(); !seen.toString().endsWith("\r\n\r\n"); ) {
              seen.append((char) socket.getInputStream().read());
            }
            socket
                .getOutputStream()
                .write(answer.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return client();
  }

  private Client client() {
    return new Client(new DaemonFile(1, 0, server.getLocalPort(), "token", "1"));
  }

  @Test
  void anAnswerWithALength() {
    assertThat(answering("HTTP/1.1 200 OK\ncontent-length: 6\n\ngrün!").get("/state"))
        .isEqualTo("grün!");
  }

  @Test
  void anAnswerInChunks() {
    var answer =
        "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n3\nall\nA;x=y\n of it, gr\n0\n\nmore";

    assertThat(answering(answer).get("/state")).isEqualTo("all of it, gr");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\nContent-Length: 10\n\ntorn",
        "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n5\ntorn",
        "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n4\ntorn\n",
        "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nfive\ntorn!\n",
        "220 mail ready\n\n",
        "SSH-2.0\n\n"
      })
  void anAnswerThatIsNoneMeansThatTheDaemonIsLost(String answer) {
    var client = answering(answer);

    assertThatThrownBy(() -> client.get("/state"))
        .isInstanceOf(DevloopException.class)
        .hasMessageContaining("does not answer");
  }

  @Test
  void aClosedPortMeansThatTheDaemonIsLost() throws IOException {
    server.close();

    assertThat(client().listens()).isFalse();
    assertThatThrownBy(() -> client().get("/state")).hasMessageContaining("does not answer");
  }

  @Test
  void aRefusalSaysWhatTheDaemonSays() {
    var client = answering("HTTP/1.1 404 Not Found\nContent-Length: 11\n\nno such web");

    assertThatThrownBy(() -> client.ask("/services/web/restart"))
        .isInstanceOfSatisfying(
            DevloopException.class, e -> assertThat(Errors.lines(e)).contains("  | no such web"));
  }

  @Test
  void linesComeUntilTheExitCode() {
    var lines = new ArrayList<String>();
    var sink =
        new Client.Sink() {
          @Override
          public void text(String line) {
            lines.add(line);
          }

          @Override
          public void error(String line) {
            lines.add("error: " + line);
          }
        };
    int exit =
        answering("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n6\n one\n\nA\n!two\n=4\n\n")
            .stream("POST", "/up", new byte[0], sink);

    assertThat(exit).isEqualTo(4);
    assertThat(lines).isEqualTo(List.of("one", "error: two"));
  }
}
