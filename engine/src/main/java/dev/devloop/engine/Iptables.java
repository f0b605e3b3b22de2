package dev.devloop.engine;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The firewall tool that works with this kernel: Debian's default speaks nftables, which some
/// kernels lack.
final class Iptables {

  private Iptables() {}

  /// @param bin folder that the engine has first in its PATH: gets a link to the tool when it is
  ///   not the default one
  /// @throws DevloopException `engine-setup-failed` when none works
  static void choose(Path bin, HostTools tools, Root root) {
    var tried = new ArrayList<String>();
    for (var name : List.of("iptables", "iptables-legacy", "iptables-nft")) {
      var tool = tools.find(name);
      if (tool.isEmpty()) {
        continue;
      }
      var result =
          root.command(List.of(tool.get().toString(), "-w", "-t", "nat", "-L", "-n"))
              .run(Duration.ofSeconds(30));
      if (result.ok()) {
        link(bin.resolve("iptables"), tool.get(), name.equals("iptables"));
        return;
      }
      tried.addAll(result.evidence(2));
    }
    throw new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
                "engine-setup-failed",
                "No iptables works with this kernel.",
                "The kernel has neither nf_tables nor ip_tables with NAT, or this user may not use"
                    + " them.",
                "Load the kernel modules (modprobe iptable_nat), or run on a machine with an"
                    + " engine.")
            .withEvidence(tried));
  }

  private static void link(Path link, Path tool, boolean usual) {
    try {
      Files.createDirectories(link.getParent());
      Files.deleteIfExists(link);
      if (!usual) {
        Files.createSymbolicLink(link, tool);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
