package dev.devloop.config;

import dev.devloop.core.config.ExposeConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads `expose` of a service.
record ExposeBinder(String name, View view, Findings findings) {

  /// @param ports of the service: the first one is meant where `expose` names none
  List<ExposeConfig> bind(List<Integer> ports) {
    var exposed = new ArrayList<ExposeConfig>();
    for (var section : view.sections("expose", ServiceKeys.EXPOSE)) {
      port(section, ports)
          .ifPresent(
              port -> exposed.add(new ExposeConfig(port, section.number("host").orElse(port))));
    }
    return exposed;
  }

  private Optional<Integer> port(View section, List<Integer> ports) {
    var port = section.number("port").or(() -> ports.stream().findFirst());
    if (port.isEmpty() && !section.has("port") && !view.has("port") && !view.has("ports")) {
      findings.add(
          ConfigProblem.EXPOSE_WITHOUT_PORT,
          section.position(),
          "service `" + name + "` exposes a port and has none");
    }
    return port;
  }
}
