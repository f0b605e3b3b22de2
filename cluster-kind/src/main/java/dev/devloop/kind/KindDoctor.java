package dev.devloop.kind;

import dev.devloop.core.Check;
import dev.devloop.core.DevloopException;
import dev.devloop.core.Home;
import dev.devloop.core.config.ClusterConfig;
import dev.devloop.engine.BuiltImages;
import dev.devloop.engine.Command;
import dev.devloop.engine.Engine;
import dev.devloop.engine.EngineAddress;
import dev.devloop.engine.PublishedPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What `devloop doctor` says about clusters and how they are reached. Changes nothing.
public final class KindDoctor {

  private static final Path INOTIFY = Path.of("/proc/sys/fs/inotify");

  /// A node with the sample's pods uses about 60; kind's own advice is 512.
  private static final long INSTANCES = 128;

  /// kind's own advice is 524288; below this a big project's folders alone may not fit.
  private static final long WATCHES = 65_536;

  private KindDoctor() {}

  /// kind, ports, inotify limits and names: a finding for each, within a few seconds, also when no
  /// engine answers.
  ///
  /// @param env the environment of the process
  /// @param hosts full names under which the project's services are to be reached
  public static List<Check> checks(
      Map<String, String> env, Home home, ClusterConfig wanted, Set<String> hosts) {
    var checks = new ArrayList<Check>();
    checks.add(kind());
    var ours = ourPorts(env, home, new ClusterName(wanted.name()));
    var ports = new LoopbackPorts();
    checks.add(port("http", wanted.httpPort(), ports, ours));
    checks.add(port("https", wanted.httpsPort(), ports, ours));
    limit("max_user_instances", INSTANCES, checks);
    limit("max_user_watches", WATCHES, checks);
    checks.addAll(names(hosts, KindDoctor::local));
    disk(env, home).ifPresent(checks::add);
    return checks;
  }

  private static Check kind() {
    try {
      var result = Command.of("kind", "version").run(Duration.ofSeconds(5));
      if (result.ok()) {
        return Check.ok("kind", String.join(" ", result.output()));
      }
    } catch (DevloopException _) {
      // not on the PATH
    }
    return Check.ok("kind", "not on the PATH: devloop makes its own from images/kind");
  }

  /// Host ports of this cluster's proxy, which are taken and yet free.
  private static Set<Integer> ourPorts(Map<String, String> env, Home home, ClusterName cluster) {
    try (var engine = Engine.connect(EngineAddress.find(env, home))) {
      return engine.containers().find(cluster.proxy()).stream()
          .flatMap(proxy -> proxy.ports().stream())
          .map(PublishedPort::hostPort)
          .collect(Collectors.toSet());
    } catch (DevloopException _) {
      return Set.of();
    }
  }

  private static Optional<Check> disk(Map<String, String> env, Home home) {
    try (var engine = Engine.connect(EngineAddress.find(env, home))) {
      return Optional.of(disk(KindDisk.of(engine).holders(BuiltImages.of(engine))));
    } catch (DevloopException _) {
      return Optional.empty(); // another finding says so
    }
  }

  static Check disk(List<DiskUse> holders) {
    return Check.ok(
        "disk of devloop",
        holders.stream().map(DiskUse::toString).collect(Collectors.joining(", ")));
  }

  static Check port(String protocol, int port, HostPorts ports, Set<Integer> ours) {
    var name = protocol + " port " + port;
    if (ours.contains(port)) {
      return Check.ok(name, "this cluster's proxy has it");
    }
    return ports.free(port)
        ? Check.ok(name, "free")
        : Check.warn(
            name,
            "in use by another program",
            "devloop takes the next free port of 8080/8443 and up. To have %d: end the program (%s)."
                .formatted(port, "ss -ltnp 'sport = :" + port + "'"));
  }

  private static void limit(String key, long least, List<Check> checks) {
    var file = INOTIFY.resolve(key);
    if (!Files.isReadable(file)) {
      return; // not Linux: the limits of the engine's machine are its own business
    }
    try {
      // not readString: it begins with one byte, and such a file has no second read
      var value = Files.readAllLines(file).getFirst().strip();
      checks.add(limit(key, Long.parseLong(value), least));
    } catch (IOException | NumberFormatException e) {
      checks.add(Check.warn("inotify " + key, "cannot be read: " + e.getMessage(), ""));
    }
  }

  static Check limit(String key, long value, long least) {
    return value >= least
        ? Check.ok("inotify " + key, String.valueOf(value))
        : Check.warn(
            "inotify " + key,
            "%d, which is little for a cluster and file watchers".formatted(value),
            "sysctl fs.inotify." + key + "=" + (key.endsWith("watches") ? 524_288 : 512));
  }

  /// @param local whether this machine's resolver leads a name to itself
  static List<Check> names(Set<String> hosts, Predicate<String> local) {
    var missing = hosts.stream().filter(host -> !local.test(host)).sorted().toList();
    if (missing.isEmpty()) {
      return List.of(Check.ok("names", hosts.size() + " host names lead to this machine"));
    }
    var checks = new ArrayList<Check>();
    var ofLocalhost = missing.stream().filter(KindDoctor::isLocalhost).toList();
    if (!ofLocalhost.isEmpty()) {
      checks.add(
          unknown(
              ofLocalhost,
              "Chromium, Firefox and curl know *.localhost by themselves. For Safari and all"
                  + " other programs "));
    }
    var others = missing.stream().filter(host -> !isLocalhost(host)).toList();
    if (!others.isEmpty()) {
      checks.add(unknown(others, "Nothing leads there. "));
    }
    return checks;
  }

  private static boolean isLocalhost(String host) {
    return host.equals("localhost") || host.endsWith(".localhost");
  }

  private static Check unknown(List<String> names, String meaning) {
    var all = String.join(" ", names);
    return Check.warn(
        "names",
        "this machine's resolver does not know " + String.join(", ", names),
        meaning
            + "add to /etc/hosts (and to C:\\Windows\\System32\\drivers\\etc\\hosts when the browser"
            + " runs there): 127.0.0.1 "
            + all);
  }

  private static boolean local(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }
}
