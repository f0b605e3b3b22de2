package dev.devloop.engine;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.core.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Programs that Debian and Ubuntu have packages for.
record Packages(HostTools tools) {

  /// Program to package, where the names differ or devloop needs them.
  private static final Map<String, String> PACKAGES =
      Map.ofEntries(
          Map.entry("dockerd", "docker.io"),
          Map.entry("docker", "docker.io"),
          Map.entry("containerd", "containerd"),
          Map.entry("runc", "runc"),
          Map.entry("iptables", "iptables"),
          Map.entry("ip", "iproute2"),
          Map.entry("setsid", "util-linux"),
          Map.entry("debootstrap", "debootstrap"),
          Map.entry("npm", "npm"),
          Map.entry("tar", "tar"));

  /// What an engine of devloop's own is made of.
  static final List<String> ENGINE =
      List.of("dockerd", "docker", "containerd", "runc", "iptables", "ip", "setsid");

  /// A slow mirror may take minutes for 60 MB.
  private static final Duration LONGEST = Duration.ofMinutes(20);

  boolean usable() {
    return tools.has("apt-get") && tools.has("dpkg");
  }

  /// Packages of those programs that this host lacks; programs without a package are left out.
  List<String> missing(Collection<String> programs) {
    var packages = new TreeSet<String>();
    programs.stream()
        .filter(program -> !tools.has(program) && PACKAGES.containsKey(program))
        .forEach(program -> packages.add(PACKAGES.get(program)));
    return List.copyOf(packages);
  }

  static String title(List<String> packages) {
    return "install " + String.join(" ", packages) + " (apt-get)";
  }

  void install(List<String> packages, Root root, Progress progress) {
    progress.step(title(packages));
    // a first install on a machine with stale lists asks for versions that are gone
    run(root, List.of("update", "-q"), progress);
    var words = new ArrayList<>(List.of("install", "-y", "-q", "--no-install-recommends"));
    words.addAll(packages);
    // newer releases have them in packages of their own
    if (packages.contains("docker.io")) {
      Stream.of("docker-cli", "docker-buildx").filter(Packages::known).forEach(words::add);
    }
    run(root, words, progress);
  }

  private static boolean known(String name) {
    return Command.of("apt-cache", "show", "--no-all-versions", name)
        .run(Duration.ofMinutes(1))
        .ok();
  }

  private static void run(Root root, List<String> words, Progress progress) {
    var argv = new ArrayList<>(List.of("apt-get", "-o", "DPkg::Lock::Timeout=120"));
    argv.addAll(words);
    var result =
        root.command(argv)
            .env(Map.of("DEBIAN_FRONTEND", "noninteractive"))
            .run(progress::line, LONGEST);
    if (!result.ok()) {
      throw new DevloopException(
          ExitCode.PLATFORM,
          Problem.of(
                  "engine-setup-failed",
                  "apt-get could not install what devloop needs.",
                  "The package mirror is out of reach, or another package manager runs.",
                  "Run the command below by hand, then devloop again.")
              .withEvidence(result.evidence(20)));
    }
  }
}
