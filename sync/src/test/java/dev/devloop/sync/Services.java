package dev.devloop.sync;

import dev.devloop.core.ServiceName;
import dev.devloop.core.config.BuildConfig;
import dev.devloop.core.config.ChangeRule;
import dev.devloop.core.config.PullRule;
import dev.devloop.core.config.Resources;
import dev.devloop.core.config.ServiceConfig;
import dev.devloop.core.config.SyncRule;
import dev.devloop.core.config.Trigger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Services as the configuration would name them.
final class Services {

  private final ServiceName name;
  private final Path root;
  private Optional<BuildConfig> build = Optional.empty();
  private final List<SyncRule> sync = new ArrayList<>();
  private final List<ChangeRule> changes = new ArrayList<>();
  private final List<PullRule> pull = new ArrayList<>();
  private Trigger trigger = Trigger.AUTO;

  private Services(String name, Path root) {
    this.name = new ServiceName(name);
    this.root = root;
  }

  /// @param root context of its build, or the project folder
  static Services service(String name, Path root) {
    return new Services(name, root);
  }

  Services built() {
    build =
        Optional.of(new BuildConfig(root, root.resolve("Dockerfile"), Optional.empty(), Map.of()));
    return this;
  }

  Services sync(String from, String to, String... ignore) {
    sync.add(new SyncRule(root.resolve(from).normalize(), to, List.of(ignore)));
    return this;
  }

  Services on(ChangeRule.Action action, String... paths) {
    changes.add(new ChangeRule(Arrays.asList(paths), action));
    return this;
  }

  Services pull(String from, String to) {
    pull.add(new PullRule(from, root.resolve(to)));
    return this;
  }

  Services manual() {
    trigger = Trigger.MANUAL;
    return this;
  }

  ServiceConfig config() {
    return new ServiceConfig(
        name,
        build,
        build.isPresent() ? Optional.empty() : Optional.of("busybox:1"),
        false,
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        1,
        new Resources(Optional.empty(), Optional.empty()),
        List.of(),
        sync,
        pull,
        trigger,
        changes,
        true);
  }
}
