package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/// Where the page is, and who gets to see it.
final class PageDoorTest {

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String page(Project project) {
    return "http://127.0.0.1:" + project.status().daemonPort();
  }

  @Test
  @Covers(commands = {"open", "open --print"})
  void openGivesAnAddressThatWorksOnceAndACookieThatStays(Projects projects) {
    var project = projects.open("web");
    assertThat(project.up().out()).contains(page(project));

    var address = project.devloop("open", "--print").mustEndWith(0).out().strip();
    var answer = Http.get(address);
    assertThat(answer.statusCode()).isEqualTo(303);
    var cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    assertThat(Http.get(address).statusCode()).isEqualTo(403);
    assertThat(Http.get(page(project) + "/api/v1/state").statusCode()).isEqualTo(401);
    assertThat(Http.get(page(project) + "/api/v1/state", "Cookie", cookie).body())
        .contains("\"project\":\"" + project.name() + "\"");

    // without a display there is no browser to open, so that the address is printed
    var plain = project.cli().with("DISPLAY", "").with("WAYLAND_DISPLAY", "").run("open");
    assertThat(plain.mustEndWith(0).out()).contains("/open?once=");

    var before = page(project);
    project.killDaemon();
    project.up();
    assertThat(page(project)).as("the port is kept").isEqualTo(before);
    assertThat(Http.get(before + "/api/v1/state", "Cookie", cookie).statusCode()).isEqualTo(200);
  }

  @Test
  @Covers(keys = {"ui", "ui.port"})
  void theProjectMayWantACertainPort(Projects projects) {
    var project = projects.open("web");
    project.up();
    int port = freePort();
    project.append(Project.CONFIG, "ui: {port: " + port + "}\n");

    project.up();

    assertThat(project.status().daemonPort()).isEqualTo(port);
    assertThat(Http.get(page(project) + "/").body()).contains("<title>devloop");
  }
}
