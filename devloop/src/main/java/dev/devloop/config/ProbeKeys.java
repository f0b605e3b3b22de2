package dev.devloop.config;

import dev.devloop.config.Type.Either;
import dev.devloop.config.Type.Section;
import dev.devloop.config.Type.Text;
import java.util.List;

/// The parts of the table below `services.NAME` about checks of a container.
final class ProbeKeys {

  private static final Type DURATION = new Text(Format.DURATION);

  static final Section READY =
      new Section(
          "ready",
          "When a service counts as ready: exactly one of `http`, `tcp`, `exec`, `log`. Without it: as"
              + " soon as its containers run.",
          List.of(
              Key.of(
                  "http",
                  new Text(Format.URL_PATH),
                  "/health",
                  "A GET of this path answers with a status from 200 to 399."),
              Key.of(
                  "tcp",
                  new Either(List.of(Keys.PORT, Keys.FLAG)),
                  "true",
                  "This port accepts a connection; `true` for the first port of the service."),
              Key.of(
                  "exec",
                  ServiceKeys.ARGV,
                  "[pg_isready]",
                  "This command in the container ends with 0."),
              Key.of(
                  "log",
                  Keys.TEXT,
                  "\"listening\"",
                  "A line of the log contains this text; watched by devloop, not by Kubernetes."),
              Key.of("port", Keys.PORT, "3000", "Port of `http`. Default: the first port."),
              Key.of("period", DURATION, "1s", "Time between two checks.").or("1s"),
              Key.of(
                      "timeout",
                      DURATION,
                      "60s",
                      "How long the service may take from its start until it is failed.")
                  .or("2m")));

  static final Section LIVE =
      new Section(
          "live",
          "When a container is restarted by Kubernetes: exactly one of `http`, `tcp`, `exec`.",
          List.of(
              READY.keys().get(0),
              READY.keys().get(1),
              READY.keys().get(2),
              READY.keys().get(4),
              Key.of("period", DURATION, "10s", "Time between two checks.").or("10s"),
              Key.of(
                      "timeout",
                      DURATION,
                      "30s",
                      "How long the check may fail until the container is restarted.")
                  .or("30s")));

  private ProbeKeys() {}
}
