package dev.devloop.kind;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoopbackPortsTest {

  private final LoopbackPorts ports = new LoopbackPorts();
  private HttpServer server;
  private int port;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var host = exchange.getRequestHeaders().getFirst("Host");
          exchange.sendResponseHeaders("known".equals(host) ? 503 : 404, -1);
          exchange.close();
        });
    server.start();
    port = server.getAddress().getPort();
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  @Test
  void a_host_is_served_when_it_is_known_whatever_it_answers() {
    assertThat(ports.serves(port, "known")).isTrue();
    assertThat(ports.serves(port, "unknown")).isFalse();
    assertThat(ports.answersHttp(port)).isTrue();
  }

  @Test
  void nobody_answers_on_a_port_that_is_free() {
    server.stop(0);

    assertThat(ports.free(port)).isTrue();
    assertThat(ports.answersHttp(port)).isFalse();
    assertThat(ports.serves(port, "known")).isFalse();
  }
}
