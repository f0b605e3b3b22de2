package dev.devloop.engine;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import java.net.Inet4Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The default network of devloop's own engine: a bridge of its own, so that `docker0` stays that
/// of another engine, installed before or later.
final class Bridge {

  static final String NAME = "devloop0";

  private Bridge() {}

  /// Makes it unless it is there.
  static void ensure(Root root) {
    try {
      if (NetworkInterface.getByName(NAME) == null) {
        var subnet = free(used());
        ip(root, List.of("link", "add", "name", NAME, "type", "bridge"));
        ip(root, List.of("addr", "add", subnet + ".1/24", "dev", NAME));
        ip(root, List.of("link", "set", NAME, "up"));
      }
    } catch (SocketException e) {
      throw failed(List.of(e.toString()));
    }
  }

  private static Set<String> used() throws SocketException {
    var prefixes = new HashSet<String>();
    for (var card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      prefixes.addAll(
          card.getInterfaceAddresses().stream().map(Bridge::prefix).collect(Collectors.toSet()));
    }
    return prefixes;
  }

  /// The part of an address that its whole network shares, in whole bytes, widened.
  private static String prefix(InterfaceAddress address) {
    if (!(address.getAddress() instanceof Inet4Address ip)) {
      return "";
    }
    var bytes = ip.getHostAddress().split("\\.", -1);
    var whole = Math.clamp(address.getNetworkPrefixLength() / 8, 1, 3);
    return String.join(".", List.of(bytes).subList(0, whole)) + ".";
  }

  /// A /24 within 10.213.0.0/16 or, where 10/8 is taken, 192.168.0.0/16: Docker's own default pools
  /// are others.
  static String free(Set<String> used) {
    return IntStream.range(0, 512)
        .mapToObj(n -> n < 256 ? "10.213." + n : "192.168." + (511 - n))
        .filter(
            subnet -> used.stream().noneMatch(p -> !p.isEmpty() && (subnet + ".").startsWith(p)))
        .findFirst()
        .orElseThrow(() -> failed(List.of("no free subnet in 10.213.0.0/16 and 192.168.0.0/16")));
  }

  private static void ip(Root root, List<String> words) {
    var argv = new java.util.ArrayList<>(List.of("ip"));
    argv.addAll(words);
    var result = root.command(argv).run(Duration.ofSeconds(30));
    if (!result.ok()) {
      throw failed(result.evidence(5));
    }
  }

  private static DevloopException failed(List<String> evidence) {
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
                "engine-setup-failed",
                "The network bridge " + NAME + " could not be made.",
                "This user may not change networks here, or the kernel has no bridges.",
                "Run devloop as root, or on a machine with a container engine.")
            .withEvidence(evidence));
  }
}
