package dev.devloop.host;

import dev.devloop.config.ConfigReader;
import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Home;
import dev.devloop.core.Problem;
import dev.devloop.core.config.DevConfig;
import dev.devloop.project.TrustNote;
import dev.devloop.tls.Authorities;
import dev.devloop.tls.Root;
import dev.devloop.tls.StoreOutcome;
import dev.devloop.tls.TrustStores;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `trust` and `untrust`: names each store, asks once, says what became of each.
final class TrustWork {

  private final Map<String, String> env;
  private final Home home;
  private final Path config;
  private final List<String> options;
  private final PrintStream out = System.out;

  TrustWork(Map<String, String> env, Home home, Path config, List<String> options) {
    this.env = env;
    this.home = home;
    this.config = config;
    this.options = options;
  }

  /// Of the project; where there is none, all of `.localhost`.
  private String domain() {
    return Files.exists(config) ? ConfigReader.read(config, env).rootDomain() : DevConfig.LOCALHOST;
  }

  /// With `--ask` a person who says no has said it for good.
  ExitCode trust() {
    var domain = domain();
    var authorities = Authorities.of(home);
    var root = authorities.root(domain);
    var stores = TrustStores.of(env);
    var known = stores.look(root);
    if (known.isEmpty()) {
      out.println("no store of certificates was found on this machine; the root is " + root.file());
      return ExitCode.PLATFORM;
    }
    new TrustNote(home, domain).write();
    if (!known.containsValue(false)) {
      if (!options.contains("--ask")) {
        known.keySet().forEach(store -> out.println("already in " + store));
      }
      return ExitCode.OK;
    }
    say(root, known);
    if (!agreed("Let this machine trust it? [y/N] ")) {
      out.println("nothing was done (devloop trust)");
      return options.contains("--ask") ? ExitCode.OK : ExitCode.USAGE;
    }
    authorities.noteTrusted(root);
    return told(stores.trust(root), "browsers that run notice it after a restart");
  }

  private void say(Root root, Map<String, Boolean> known) {
    out.println(
        "The root of this user for .%s and for nothing else: %s\n  SHA-256 %s"
            .formatted(root.domain(), root.file(), root.fingerprint()));
    known.forEach((store, has) -> out.println((has ? "  already in " : "  to add to  ") + store));
  }

  ExitCode untrust() {
    var domain = domain();
    var authorities = Authorities.of(home);
    var roots = new LinkedHashMap<String, Root>();
    authorities.trusted(domain).ifPresent(root -> roots.put(root.fingerprint(), root));
    sound(authorities, domain).forEach(root -> roots.putIfAbsent(root.fingerprint(), root));
    if (roots.isEmpty()) {
      out.println("there is no root for ." + domain);
      return ExitCode.OK;
    }
    if (!agreed("Take the root for ." + domain + " out of all stores? [y/N] ")) {
      out.println("nothing was done (devloop untrust --yes)");
      return ExitCode.USAGE;
    }
    var stores = TrustStores.of(env);
    var exit = ExitCode.OK;
    for (var root : roots.values()) {
      var one = told(stores.untrust(root), "");
      exit = one == ExitCode.OK ? exit : one;
    }
    if (exit == ExitCode.OK) {
      authorities.forgetTrusted(domain);
    }
    return exit;
  }

  /// One that was changed is not what was trusted.
  private static List<Root> sound(Authorities authorities, String domain) {
    try {
      return authorities.existing(domain).stream().toList();
    } catch (DevloopException _) {
      return List.of();
    }
  }

  private boolean agreed(String question) {
    if (options.contains("--yes")) {
      return true;
    }
    if (!Boolean.getBoolean("devloop.tty.in")) {
      throw new DevloopException(
          ExitCode.USAGE,
          Problem.of(
              "nobody-to-ask",
              "Nobody can be asked: this is no terminal.",
              "What this machine trusts is not changed unasked.",
              "--yes agrees"));
    }
    return new Question(System.in, out).yes(question);
  }

  private ExitCode told(List<StoreOutcome> outcomes, String afterwards) {
    outcomes.forEach(out::println);
    if (!afterwards.isEmpty()
        && outcomes.stream().anyMatch(o -> o.kind() == StoreOutcome.Kind.ADDED)) {
      out.println(afterwards);
    }
    return outcomes.stream().allMatch(StoreOutcome::good) ? ExitCode.OK : ExitCode.PLATFORM;
  }
}
