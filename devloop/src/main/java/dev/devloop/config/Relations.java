package dev.devloop.config;

import dev.devloop.core.config.HostRoute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// Checks what services have to do with each other: dependencies, hosts, ports, workloads.
final class Relations {

  private static final View NONE =
      new View(ServiceKeys.SERVICE, new Value.Nothing(Position.of(Path.of(""))));

  private final SequencedMap<String, View> services;
  private final Findings findings;
  private final Set<String> done = new HashSet<>();

  Relations(SequencedMap<String, View> services, Findings findings) {
    this.services = services;
    this.findings = findings;
  }

  void check(String domain) {
    dependencies();
    for (var name : services.sequencedKeySet()) {
      follow(name, new ArrayList<>());
    }
    hosts(domain);
    exposed();
    workloads();
  }

  private void dependencies() {
    services.forEach((name, service) -> {
      for (var wanted : service.scalars("dependsOn")) {
        if (wanted.text().equals(name)) {
          findings.add(
              ConfigProblem.DEPENDS_SELF,
              wanted.position(),
              "service `" + name + "` depends on itself");
        } else if (!services.containsKey(wanted.text())) {
          findings.add(
              ConfigProblem.DEPENDS_UNKNOWN,
              wanted.position(),
              "service `" + name + "` depends on `" + wanted.text() + "`, which is not there",
              Nearest.question(wanted.text(), services.sequencedKeySet()));
        }
      }
    });
  }

  /// Depth first; a service on the way to itself is a cycle. Each service is followed once, so that
  /// each cycle is told once.
  private void follow(String name, List<String> way) {
    way.add(name);
    for (var wanted : services.getOrDefault(name, NONE).scalars("dependsOn")) {
      var at = way.indexOf(wanted.text());
      if (wanted.text().equals(name)) {
        continue;
      }
      if (at >= 0) {
        var cycle = String.join(" -> ", way.subList(at, way.size())) + " -> " + wanted.text();
        findings.add(
            ConfigProblem.DEPENDS_CYCLE,
            wanted.position(),
            "services wait for each other: " + cycle);
      } else if (!done.contains(wanted.text())) {
        follow(wanted.text(), way);
      }
    }
    way.removeLast();
    done.add(name);
  }

  private void hosts(String domain) {
    Map<HostRoute, String> owners = new HashMap<>();
    services.forEach((name, service) -> {
      for (var host : service.scalars(service.has("hosts") ? "hosts" : "host")) {
        var route = Hosts.route(host.text(), domain);
        var owner = owners.putIfAbsent(route, name);
        if (owner != null) {
          findings.add(
              ConfigProblem.HOST_CONFLICT,
              host.position(),
              "`"
                  + route.host()
                  + route.path()
                  + "` of service `"
                  + name
                  + "` is "
                  + (owner.equals(name) ? "listed twice" : "already that of `" + owner + "`"));
        }
      }
    });
  }

  private void exposed() {
    Map<String, String> owners = new HashMap<>();
    services.forEach((name, service) -> {
      for (var section : service.sections("expose", ServiceKeys.EXPOSE)) {
        section
            .scalar("host")
            .or(() -> section.scalar("port"))
            .or(() -> service.scalars(service.has("ports") ? "ports" : "port").stream().findFirst())
            .ifPresent(port -> {
              var owner = owners.putIfAbsent(port.text(), name);
              if (owner != null) {
                findings.add(
                    ConfigProblem.EXPOSE_CONFLICT,
                    section.position(),
                    "port %s of this machine is already that of `%s`"
                        .formatted(port.text(), owner));
              }
            });
      }
    });
  }

  private void workloads() {
    Map<String, String> owners = new HashMap<>();
    services.forEach((name, service) ->
        service
            .scalar("workload")
            .ifPresent(workload -> {
              var key =
                  workload.text().toLowerCase(Locale.ROOT)
                      + " "
                      + service.text("container").orElse("");
              var owner = owners.putIfAbsent(key, name);
              if (owner != null) {
                findings.add(
                    ConfigProblem.WORKLOAD_TWICE,
                    workload.position(),
                    "`"
                        + workload.text()
                        + "` of service `"
                        + name
                        + "` is already that of `"
                        + owner
                        + "`");
              }
            }));
  }
}
