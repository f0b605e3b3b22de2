package dev.devloop.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.devloop.core.ClusterAccess;
import dev.devloop.core.ClusterPhase;
import dev.devloop.core.ClusterStatus;
import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.LogLine;
import dev.devloop.core.PodUsage;
import dev.devloop.core.Problem;
import dev.devloop.core.Progress;
import dev.devloop.core.ServiceName;
import dev.devloop.core.config.DevConfig;
import dev.devloop.core.config.ServiceConfig;
import dev.devloop.daemon.Clusters.Tenant;
import dev.devloop.engine.Command;
import dev.devloop.kube.HttpsParts;
import dev.devloop.tls.Root;
import dev.devloop.ui.Door;
import dev.devloop.ui.LogWish;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class TakeDownTest {

  /// Folders that exist, and are two.
  private static final Path HERE = Path.of("/");

  private static final Path ELSEWHERE = Path.of(System.getProperty("java.io.tmpdir"));

  private final List<String> calls = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private ClusterPhase phase = ClusterPhase.RUNNING;
  private List<Tenant> tenants = List.of(tenant("shop", HERE, true));
  private Optional<String> foreign = Optional.empty();
  private boolean unreachable;

  /// As it is once the API was found not to answer.
  private Optional<ClusterPhase> later = Optional.empty();

  private static Tenant tenant(String project, Path folder, boolean active) {
    return new Tenant(project, Optional.of(folder), active);
  }

  private void down(boolean delete) {
    new TakeDown(new Cluster(), new Images(), _ -> opened(), Duration.ofMillis(300))
        .run(new TakeDown.Target("shop", HERE, "c"), delete, new Told());
  }

  @Test
  void downRemovesWorkloadsAndStopsTheCluster() {
    down(false);

    assertThat(calls)
        .containsExactly("unexpose shop", "remove workloads of shop", "close", "stop c");
  }

  private ServiceRuntime opened() {
    if (unreachable) {
      calls.add("no answer");
      throw new DevloopException(
          ExitCode.PLATFORM, Problem.of("cluster-unreachable", "It does not answer.", "", ""));
    }
    return new Services();
  }

  @Test
  void downEndsWellWhenTheEngineGoesOnWithADownThatWasKilled() {
    unreachable = true;
    later = Optional.of(ClusterPhase.STOPPED);
    down(false);

    assertThat(calls).containsExactly("no answer", "stop c");
  }

  @Test
  void aClusterThatRunsAndDoesNotAnswerIsAProblem() {
    unreachable = true;

    assertThatThrownBy(() -> down(false)).hasMessageContaining("does not answer");
    assertThat(calls).containsExactly("no answer");
  }

  @Test
  void downWakesAPausedClusterToTakeWhatIsInIt() {
    phase = ClusterPhase.PAUSED;
    down(false);

    assertThat(calls)
        .containsExactly("wake c", "unexpose shop", "remove workloads of shop", "close", "stop c");
  }

  private void pause(boolean all) {
    new Freeze(new Cluster())
        .run(new TakeDown.Target("shop", HERE, "c"), all, () -> calls.add("still"), new Told());
  }

  @Test
  void pauseFreezesTheClusterWhenNothingListensToItAnyMore() {
    pause(false);

    assertThat(calls).containsExactly("still", "pause c");
  }

  @Test
  void pauseLeavesAClusterAwakeThatOthersWorkIn() {
    tenants = List.of(tenant("other", ELSEWHERE, true), tenant("shop", HERE, true));

    assertThatThrownBy(() -> pause(false)).hasMessageContaining("other");
    assertThat(calls).isEmpty();

    pause(true);
    assertThat(calls).containsExactly("still", "pause c");
  }

  @Test
  void pauseOfAClusterThatDoesNotRunIsAnError() {
    phase = ClusterPhase.STOPPED;

    assertThatThrownBy(() -> pause(false)).hasMessageContaining("nothing to pause");
  }

  @Test
  void downLeavesAClusterThatOthersWorkIn() {
    tenants = List.of(tenant("other", ELSEWHERE, true));
    down(false);

    assertThat(calls).containsExactly("unexpose shop", "remove workloads of shop", "close");
  }

  @Test
  void downDoesNothingWhenItIsDown() {
    phase = ClusterPhase.STOPPED;
    down(false);
    phase = ClusterPhase.NONE;
    down(false);
    down(true);

    assertThat(calls).isEmpty();
  }

  @Test
  void deleteRemovesImagesAndTheCluster() {
    down(true);

    assertThat(calls).containsExactly("remove images of shop", "delete c");
  }

  @Test
  void deleteOfAStoppedClusterDeletesIt() {
    phase = ClusterPhase.STOPPED;
    down(true);

    assertThat(calls).containsExactly("remove images of shop", "delete c");
  }

  @Test
  void deleteLeavesAClusterWithOtherProjects() {
    tenants = List.of(tenant("other", ELSEWHERE, false), tenant("shop", HERE, false));
    down(true);

    assertThat(calls)
        .containsExactly(
            "remove images of shop",
            "unexpose shop",
            "delete namespace shop",
            "forget shop",
            "close");
  }

  @Test
  void aNamespaceInAStoppedClusterOfOthersCannotBeDeleted() {
    tenants = List.of(tenant("other", ELSEWHERE, false), tenant("shop", HERE, false));
    phase = ClusterPhase.STOPPED;

    assertThatThrownBy(() -> down(true))
        .isInstanceOfSatisfying(
            DevloopException.class,
            e -> assertThat(e.problems().getFirst().id()).isEqualTo("cluster-not-running"));
  }

  @Test
  void aProjectThatHasNothingInAStoppedClusterIsDown() {
    tenants = List.of(tenant("other", ELSEWHERE, false));
    phase = ClusterPhase.STOPPED;
    down(true);

    assertThat(calls).containsExactly("remove images of shop");
    assertThat(told).last().asString().contains("other");
  }

  @Test
  void theSameNameOfAnotherFolderIsLeftAlone() {
    tenants = List.of(tenant("shop", ELSEWHERE, true));
    foreign = Optional.of("it belongs to " + ELSEWHERE);
    down(false);
    down(true);

    assertThat(calls).containsExactly("close", "close");
    assertThat(told).anyMatch(line -> line.contains("shop") && line.contains("belongs to"));
  }

  @Test
  void theSameNameOfAnotherFolderKeepsItsClusterWhileThatIsStopped() {
    tenants = List.of(tenant("shop", ELSEWHERE, true));
    phase = ClusterPhase.STOPPED;
    down(true);

    assertThat(calls).isEmpty();
  }

  @Test
  void aFolderThatIsGoneHasMoved() {
    tenants = List.of(tenant("shop", Path.of("/no/such/folder"), true));
    down(true);

    assertThat(calls).containsExactly("remove images of shop", "delete c");
  }

  /// Keeps the steps.
  private final class Told implements Progress {
    @Override
    public void step(String title) {
      told.add(title);
    }

    @Override
    public void line(String text) {}
  }

  private final class Cluster implements Clusters {
    @Override
    public ClusterAccess ensure(DevConfig config, Consumer<String> registry, Progress progress) {
      throw new AssertionError("down starts nothing");
    }

    @Override
    public void awaitIngress(DevConfig config, Progress progress) {
      throw new AssertionError("down waits for no ingress");
    }

    @Override
    public ClusterStatus status(String cluster) {
      return ClusterStatus.of(calls.contains("no answer") ? later.orElse(phase) : phase);
    }

    @Override
    public Optional<ClusterAccess> access(String cluster) {
      return Optional.of(Projects.ACCESS);
    }

    @Override
    public long received(String cluster) {
      return 0;
    }

    @Override
    public boolean pause(String cluster) {
      calls.add("pause " + cluster);
      return phase == ClusterPhase.RUNNING || phase == ClusterPhase.PAUSED;
    }

    @Override
    public void wake(String cluster) {
      calls.add("wake " + cluster);
    }

    @Override
    public void stop(String cluster) {
      calls.add("stop " + cluster);
    }

    @Override
    public void delete(String cluster, Progress progress) {
      calls.add("delete " + cluster);
    }

    @Override
    public List<Tenant> projects(String cluster) {
      return tenants;
    }

    @Override
    public void pruneImages(String cluster, Set<String> keep) {}

    @Override
    public void expose(
        DevConfig config, ServiceConfig service, Map<Integer, Integer> nodePorts, Progress p) {}

    @Override
    public void trust(String cluster, String project, String bundle) {}

    @Override
    public void gateway(String cluster, boolean definitions, Progress progress) {}

    @Override
    public void issuer(String cluster, String issuer, Root root, Progress progress) {}

    @Override
    public void unexpose(String cluster, String project, Set<ServiceName> keep) {
      calls.add("unexpose " + project);
    }

    @Override
    public List<String> entry(ClusterAccess access, Place place, boolean terminal) {
      return List.of();
    }

    @Override
    public Command agent(String cluster, String project) {
      return Command.of("true");
    }

    @Override
    public void forget(String cluster, String project) {
      calls.add("forget " + project);
    }
  }

  private final class Images implements ImageWork {
    @Override
    public Made make(DevConfig config, ServiceConfig service, boolean force, Progress p) {
      return new Made("", Set.of());
    }

    @Override
    public String deliver(ServiceConfig service, String image, String registry, Progress progress) {
      return "";
    }

    @Override
    public void provide(DevConfig config, String image, ClusterAccess access, Progress p) {}

    @Override
    public void prune(
        String project, ServiceName service, ClusterAccess access, Set<String> inUse) {}

    @Override
    public void removeAll(String project, ClusterAccess access) {
      calls.add("remove images of " + project);
    }
  }

  private final class Services implements ServiceRuntime {
    @Override
    public void applyShared(DevConfig config, HttpsParts https, Needs needs, Progress progress) {}

    @Override
    public void deploy(DevConfig config, ServiceConfig service, String image, String inputs) {}

    @Override
    public Map<Integer, Integer> nodePorts(DevConfig config, ServiceName service) {
      return Map.of();
    }

    @Override
    public void restart(DevConfig config, ServiceName service) {}

    @Override
    public void watch(DevConfig config, Listener listener) {}

    @Override
    public void logs(DevConfig config, LogWish wish, Consumer<LogLine> sink) {}

    @Override
    public Optional<String> foreign(String project, Path folder) {
      return foreign;
    }

    @Override
    public Map<String, PodUsage> usage(DevConfig config, Set<String> nodes) {
      return Map.of();
    }

    @Override
    public Door.Shell shell(
        DevConfig config, String instance, Optional<String> container, Door.ShellSink sink) {
      throw new UnsupportedOperationException("nobody is there");
    }

    @Override
    public void takeDown(String project, Progress progress) {
      calls.add("remove workloads of " + project);
    }

    @Override
    public void delete(String project, Progress progress) {
      calls.add("delete namespace " + project);
    }

    @Override
    public void close() {
      calls.add("close");
    }
  }
}
