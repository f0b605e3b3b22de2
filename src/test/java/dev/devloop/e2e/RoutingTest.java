package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// Ways to a service beside `host`.
@TestMethodOrder(OrderAnnotation.class)
final class RoutingTest {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final int PORT = 28_379;
  private static final int OTHER = 28_380;

  private static Project project;

  @BeforeAll
  static void aProjectThatExposesAPort(Projects projects) {
    project = projects.open("routing");
    project.up();
  }

  @Test
  @Order(1)
  @Covers(keys = {"services.*.expose", "services.*.expose.port", "services.*.expose.host"})
  void anExposedPortIsReachedByAPlainTcpClientAndOnLoopbackOnly() {
    Project.within(SOON, () -> assertThat(ping(PORT)).contains("+PONG"));
    assertThat(ping(6379)).as("the port of the container is none of this machine").isEmpty();
    assertThat(container(project)).isEqualTo("10000/tcp -> 127.0.0.1:" + PORT);
    assertThat(project.status().service("store").path("exposed").toString())
        .isEqualTo("[\"127.0.0.1:%d\"]".formatted(PORT));
  }

  @Test
  @Order(2)
  void routesOfTheGatewayApiAnswerByHostAndByPathBehindTheSameProxy(Projects projects) {
    var kubectl = project.kubectl();
    var shop = projects.open("gateway");
    shop.write("k8s/routes.yaml", shop.read("k8s/routes.yaml").replace("PROJECT", shop.name()));
    shop.up();

    // the route is not an Ingress, the address is: it tells the port of the proxy
    var ingress = shop.status().url("plain");
    var base = ingress.replaceFirst("plain\\.[^:/]*", "%s." + shop.name() + ".localhost");
    Project.within(
        SOON,
        () -> {
          assertThat(Http.get(base.formatted("red") + "/").body()).contains("red");
          assertThat(Http.get(base.formatted("blue") + "/").body()).contains("blue");
          assertThat(Http.get(base.formatted("red") + "/blue/").body()).contains("blue at a path");
          assertThat(Http.get(base.formatted("green") + "/").statusCode()).isEqualTo(404);
        });
    assertThat(Http.get(ingress).statusCode()).as("an Ingress beside it").isEqualTo(200);
    var host = "red." + shop.name() + ".localhost";
    Project.within(SOON, () -> assertThat(new TlsClient(shop).get(host, "/")).endsWith("red\n"));
    assertThat(kubectl.get("gatewayclass/traefik").at("/status/conditions/0/status").asText())
        .isEqualTo("True");
    assertThat(shop.kubectl().get("httproute/red").toString()).contains("\"Accepted\"");
  }

  @Test
  @Order(3)
  void aTakenPortIsAProblemThatNamesItAndUpRepairsItOnceItIsFree(Projects projects)
      throws IOException {
    var other = projects.open("routing");
    other.edit(Project.CONFIG, "host: " + PORT, "host: " + OTHER);
    try (var _ = new ServerSocket(OTHER, 1, InetAddress.getLoopbackAddress())) {
      assertThat(other.devloop("up", "--detach").mustSay("port-in-use", "" + OTHER).exit())
          .isNotZero();
      assertThat(other.status().phase("store")).isEqualTo("failed");
    }

    other.up();

    Project.within(SOON, () -> assertThat(ping(OTHER)).contains("+PONG"));
    assertThat(ping(PORT)).as("the first project's").contains("+PONG");
  }

  @Test
  @Order(4)
  void aPortThatIsChangedMovesAndOneThatLeavesTheConfigIsFree() {
    project.edit(Project.CONFIG, "host: " + PORT, "host: " + (PORT + 2));
    project.up();
    Project.within(SOON, () -> assertThat(ping(PORT + 2)).contains("+PONG"));
    assertThat(ping(PORT)).isEmpty();

    project.edit(Project.CONFIG, "expose:", "# expose:");
    project.up();

    Project.within(SOON, () -> assertThat(ping(PORT + 2)).isEmpty());
    assertThat(container(project)).isEmpty();
    assertThat(project.kubectl().names("services")).containsExactly("service/store");
  }

  @Test
  @Order(5)
  void downFreesThePort() {
    project.edit(Project.CONFIG, "# expose:", "expose:");
    project.up();
    Project.within(SOON, () -> assertThat(ping(PORT + 2)).contains("+PONG"));

    project.devloop("down").mustEndWith(0);

    assertThat(ping(PORT + 2)).isEmpty();
    assertThat(container(project)).isEmpty();
  }

  /// What the container that publishes the project's ports says of them.
  private static String container(Project project) {
    var docker = project.sandbox().docker();
    var name = "devloop-expose-%s-%s-store".formatted(project.cluster(), project.name());
    return docker.state(name).isEmpty() ? "" : docker.out("port", name);
  }

  /// The answer to PING; empty when nobody listens or what listens has nobody behind it.
  private static Optional<String> ping(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII);
      return Optional.of(answer).filter(text -> !text.isEmpty());
    } catch (SocketTimeoutException e) {
      throw new AssertionError("no answer on port " + port, e);
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
