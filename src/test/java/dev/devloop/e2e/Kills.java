package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/// Ends what live sync relies on, without a word of warning.
record Kills(SyncedFolder synced) {

  private static final Duration TO_KILL = Duration.ofSeconds(60);
  static final String UNIT = "devloop-agent.service";

  private Project project() {
    return synced.project();
  }

  /// One that was never started again: the kubelet takes its time with the second start.
  void container() {
    var victim =
        some(() ->
            synced.containers().stream().filter(c -> c.restarts() == 0).findFirst().stream()
                .toList());
    container(victim);
  }

  void container(LiveContainer victim) {
    victim.inNode("kill", "-9", Long.toString(victim.pid())).mustEndWith(0);
  }

  /// The one that has been through most.
  void pod() {
    pod(
        some(() ->
            synced.containers().stream()
                .max(Comparator.comparingInt(LiveContainer::restarts))
                .stream()
                .toList()));
  }

  void pod(LiveContainer victim) {
    project()
        .kubectl()
        .run("delete", "pod", victim.pod(), "--grace-period=1", "--wait=false")
        .mustEndWith(0);
  }

  /// The host's end of the stream.
  void stream() {
    long daemon = project().status().daemonPid();
    var stream = some(() -> streams(daemon));
    assertThat(stream.destroyForcibly()).isTrue();
  }

  private static List<ProcessHandle> streams(long daemon) {
    return ProcessHandle.of(daemon).stream()
        .flatMap(ProcessHandle::descendants)
        .filter(child -> child.info().commandLine().orElse("").contains(" attach "))
        .toList();
  }

  /// The node's end of the stream.
  void streamInNode() {
    var pattern = "devloop-agent attach " + project().name() + "$";
    Project.until(
        TO_KILL,
        () -> LiveContainer.inNode(project(), "pkill", "-9", "-f", "--", pattern).exit() == 0);
  }

  void agent() {
    signalAgent("KILL");
  }

  /// @param signal such as STOP and CONT
  void signalAgent(String signal) {
    LiveContainer.inNode(project(), "systemctl", "kill", "-s", signal, UNIT).mustEndWith(0);
  }

  private static <T> T some(Callable<List<T>> candidates) {
    return Awaitility.await()
        .atMost(TO_KILL)
        .pollInterval(Duration.ofMillis(100))
        .until(candidates, found -> !found.isEmpty())
        .getFirst();
  }
}
