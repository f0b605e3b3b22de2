package dev.devloop.config;

import dev.devloop.config.Value.Kind;
import dev.devloop.config.Value.Scalar;
import dev.devloop.core.config.Probe;
import dev.devloop.core.config.ReadyCheck;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Checks `ready` and `live` of a service.
final class ProbeBinder {

  private static final List<String> KINDS = List.of("http", "tcp", "exec", "log");

  private final List<Integer> ports;
  private final boolean hasPorts;
  private final Findings findings;

  /// @param hasPorts the service names a port, be it a wrong one
  ProbeBinder(List<Integer> ports, boolean hasPorts, Findings findings) {
    this.ports = ports;
    this.hasPorts = hasPorts;
    this.findings = findings;
  }

  Optional<Probe> bind(View view, String path) {
    var kinds = KINDS.stream().filter(view::has).toList();
    if (kinds.size() != 1) {
      var found = kinds.isEmpty() ? "no check" : String.join(" and ", kinds);
      findings.add(
          ConfigProblem.PROBE_KIND,
          kinds.isEmpty() ? view.position() : view.place(kinds.get(1)),
          "`" + path + "` has " + found + ", one is needed");
      return Optional.empty();
    }
    if (view.has("port") && !view.has("http")) {
      findings.add(
          ConfigProblem.PROBE_KIND,
          view.place("port"),
          "`" + path + ".port` is for `http` only",
          view.has("tcp") ? "write `tcp: PORT`" : "remove it");
    }
    var period = duration(view, "period");
    var timeout = duration(view, "timeout");
    if (period.compareTo(timeout) > 0 && view.text("timeout").isPresent()) {
      findings.add(
          ConfigProblem.PROBE_TIMES,
          view.place(view.has("timeout") ? "timeout" : "period"),
          "`"
              + path
              + "` is repeated every "
              + period.toSeconds()
              + "s and gives up after "
              + timeout.toSeconds()
              + "s");
    }
    return check(kinds.getFirst(), view, path).map(check -> new Probe(check, period, timeout));
  }

  private static Duration duration(View view, String key) {
    return view.text(key).flatMap(Durations::parse).orElse(Duration.ZERO);
  }

  private Optional<ReadyCheck> check(String kind, View view, String path) {
    return switch (kind) {
      case "http" ->
          port(view, view.scalar("port"), "http", path)
              .flatMap(port -> view.text("http").map(url -> new ReadyCheck.Http(url, port)));
      case "tcp" ->
          port(view, view.scalar("tcp").filter(tcp -> !isFlag(tcp)), "tcp", path)
              .map(ReadyCheck.Tcp::new);
      case "exec" -> exec(view, path);
      default -> view.text("log").map(ReadyCheck.Log::new);
    };
  }

  private Optional<ReadyCheck> exec(View view, String path) {
    var command = view.texts("exec");
    if (command.isEmpty() && view.value("exec").filter(Value.Broken.class::isInstance).isEmpty()) {
      findings.add(
          ConfigProblem.VALUE_EMPTY, view.place("exec"), "`" + path + ".exec` has no command");
    }
    return Optional.of(new ReadyCheck.Exec(command));
  }

  private static boolean isFlag(Scalar tcp) {
    return tcp.kind() == Kind.FLAG || Numbers.isFlag(tcp.text());
  }

  private Optional<Integer> port(View view, Optional<Scalar> own, String kind, String path) {
    if (own.isPresent()) {
      return own.map(port -> Math.toIntExact(Numbers.whole(port.text())));
    }
    var off = kind.equals("tcp") && view.scalar("tcp").filter(tcp -> !view.flag("tcp")).isPresent();
    if (off) {
      findings.add(
          ConfigProblem.PROBE_KIND,
          view.place("tcp"),
          "`" + path + ".tcp` is false: there is no check",
          "write a port or `true`");
    } else if (!hasPorts && !view.has("port")) {
      findings.add(
          ConfigProblem.PROBE_WITHOUT_PORT,
          view.place(kind),
          "`" + path + "` checks over the network, and the service has no port");
    }
    return ports.stream().findFirst();
  }
}
