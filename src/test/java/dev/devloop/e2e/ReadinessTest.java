package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What `ready` and `live` mean.
final class ReadinessTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @Test
  @Covers(
      keys = {
        "services.*.ready",
        "services.*.ready.http",
        "services.*.ready.tcp",
        "services.*.ready.exec",
        "services.*.ready.log"
      })
  void eachKindOfCheckHoldsItsServiceAndThoseThatWaitForItBack(Projects projects) {
    var project = projects.open("gates");
    var kinds = List.of("by-http", "by-tcp", "by-exec", "by-log");
    try (var up = project.cli().start("up", "--detach")) {
      Project.within(
          SOON,
          () -> {
            var status = project.status();
            for (var kind : kinds) {
              assertThat(status.phase(kind)).as(kind).isEqualTo("starting");
              assertThat(status.service(kind).at("/pods/0/phase").asText()).isEqualTo("running");
            }
            assertThat(status.phase("after-all")).isEqualTo("pending");
            assertThat(status.service("after-all").path("reason").asText()).contains("by-");
          });
      for (var kind : kinds) {
        assertThat(project.status().phase("after-all")).isEqualTo("pending");
        assertThat(project.status().phase(kind)).isEqualTo("starting");
        project.devloop("exec", kind, "--", "touch", "/tmp/go").mustEndWith(0);
        Project.within(
            SOON, () -> assertThat(project.status().phase(kind)).as(kind).isEqualTo("ready"));
      }
      up.end(Devloop.DEADLINE).mustEndWith(0);
    }
    assertThat(project.status().phase("after-all")).isEqualTo("ready");
  }

  @Test
  @Covers(
      keys = {
        "services.*.live.exec",
        "services.*.live.tcp",
        "services.*.live.period",
        "services.*.live.timeout",
        "services.*.live.port",
        "services.*.ready.period",
        "services.*.ready.port"
      })
  void aContainerThatIsNoLongerAliveIsRestarted(Projects projects) {
    var project = projects.open("web");
    project.append(
        Project.CONFIG,
        """
            live: {exec: [test, '!', -e, /tmp/sick], period: 1s, timeout: 2s}
          slow-probes:
            image: busybox:1
            command: [sh, -c, "trap 'exit 0' TERM; httpd -p 9090; httpd -f -p 8080 & wait"]
            ports: [8080, 9090]
            ready: {http: /bin/busybox, port: 9090, period: 2s}
            live: {http: /bin/busybox, port: 8080, period: 20s}
          tcp-alive:
            image: busybox:1
            command: [sh, -c, "trap 'exit 0' TERM; httpd -f -p 8080 & wait"]
            port: 8080
            live: {tcp: 8080}
        """);
    project.up();
    project.devloop("exec", "web", "--", "touch", "/tmp/sick").mustEndWith(0);
    Project.within(
        SOON,
        () ->
            assertThat(project.status().service("web").at("/pods/0/restarts").asInt())
                .isPositive());
    var probed =
        project.kubectl().get("deployment/slow-probes").at("/spec/template/spec/containers/0");
    assertThat(probed.at("/readinessProbe/periodSeconds").asInt()).isEqualTo(2);
    assertThat(probed.at("/readinessProbe/httpGet/port").asInt()).isEqualTo(9090);
    assertThat(probed.at("/livenessProbe/periodSeconds").asInt()).isEqualTo(20);
    assertThat(probed.at("/livenessProbe/httpGet/port").asInt()).isEqualTo(8080);
    var alive = project.kubectl().get("deployment/tcp-alive");
    assertThat(alive.at("/spec/template/spec/containers/0/livenessProbe/tcpSocket").isObject())
        .isTrue();
  }
}
