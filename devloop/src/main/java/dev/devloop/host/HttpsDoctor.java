package dev.devloop.host;

import dev.devloop.core.Check;
import dev.devloop.core.DevloopException;
import dev.devloop.core.Home;
import dev.devloop.core.config.DevConfig;
import dev.devloop.tls.Authorities;
import dev.devloop.tls.Root;
import dev.devloop.tls.TrustStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `devloop doctor` says about the root of the project and who trusts it.
final class HttpsDoctor {

  private HttpsDoctor() {}

  /// @param config empty: there is none, the root of `.localhost` counts
  static List<Check> checks(Map<String, String> env, Home home, Optional<DevConfig> config) {
    if (config.filter(c -> !c.https().served()).isPresent()) {
      return List.of(Check.ok("https", "off"));
    }
    var domain = config.map(DevConfig::rootDomain).orElse(DevConfig.LOCALHOST);
    try {
      return Authorities.of(home)
          .existing(domain)
          .map(root -> of(root, TrustStores.of(env)))
          .orElseGet(() -> List.of(Check.ok("https", "the first `devloop up` makes a root")));
    } catch (DevloopException e) {
      var problem = e.problems().getFirst();
      return List.of(Check.fail("https root", problem.what(), problem.fix()));
    }
  }

  private static List<Check> of(Root root, TrustStores stores) {
    var checks = new ArrayList<Check>();
    checks.add(
        Check.ok(
            "https root",
            "%s for .%s until %s"
                .formatted(
                    root.file(),
                    root.domain(),
                    root.certificate().getNotAfter().toInstant().toString().substring(0, 10))));
    stores
        .look(root)
        .forEach((store, has) ->
            checks.add(
                has
                    ? Check.ok("https trust", store)
                    : Check.warn("https trust", "not in " + store, "devloop trust")));
    return checks;
  }
}
