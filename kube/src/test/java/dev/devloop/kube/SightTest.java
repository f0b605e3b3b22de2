package dev.devloop.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.Instance;
import dev.devloop.core.Problem;
import dev.devloop.core.ServiceName;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SightTest {

  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  private static final Watched WEB = Watched.of(new ServiceName("web"));

  private static final class FakeClues implements Sight.Clues {
    Optional<List<String>> lines = Optional.of(List.of("last words"));
    boolean logged;
    boolean routed = true;
    Instant started = Instant.EPOCH;

    @Override
    public Optional<List<String>> lastLines(Pod pod, Trouble.Tail tail, Watched watched) {
      return lines;
    }

    @Override
    public boolean hasLogged(Pod pod, ContainerStatus status, String text, Watched watched) {
      return logged;
    }

    @Override
    public List<Event> warnings(Pod pod) {
      return List.of();
    }

    @Override
    public Instant awake() {
      return Instant.EPOCH;
    }

    @Override
    public Instant started() {
      return started;
    }

    @Override
    public boolean isRouted(Pod pod) {
      return routed;
    }
  }

  private final FakeClues clues = new FakeClues();

  private static Optional<Workload> deployment(int replicas, int updated, long observed) {
    var text =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          generation: 3
          annotations: {dev.devloop/container: web, dev.devloop/inputs: in, dev.devloop/service: web}
        spec:
          replicas: %d
          template:
            metadata: {annotations: {dev.devloop/config-digest: new}}
            spec: {containers: [{name: side, image: "s:1"}, {name: web, image: "web:7"}]}
        status: {observedGeneration: %d, updatedReplicas: %d}
        """
            .formatted(replicas, observed, updated);
    return Optional.of(new Workload(Serialization.unmarshal(text, Deployment.class)));
  }

  private static Pod pod(String name, String digest, boolean ready) {
    var text =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: %s, uid: %s, annotations: {dev.devloop/config-digest: %s}}
        spec: {nodeName: node-1, containers: [{name: web, readinessProbe: {tcpSocket: {port: 1}}}]}
        status:
          phase: Running
          conditions: [{type: Ready, status: "%s"}]
          containerStatuses:
          - {name: web, ready: %s, restartCount: 0, state: {running: {startedAt: "2026-01-01T12:00:00Z"}}}
        """
            .formatted(name, name, digest, ready ? "True" : "False", ready);
    return Serialization.unmarshal(text, Pod.class);
  }

  private Sight.Result look(Watched watched, int second, Optional<Workload> workload, Pod... pods) {
    return Sight.of(watched, workload, List.of(pods), clues, START.plusSeconds(second));
  }

  @Test
  void aServiceIsCompleteWhenAllInstancesOfItsNewestRevisionAreReady() {
    var observed =
        look(WEB, 1, deployment(2, 2, 3), pod("a", "new", true), pod("b", "new", true)).observed();
    assertThat(observed.complete()).isTrue();
    assertThat(observed.exists()).isTrue();
    assertThat(observed.inputs()).isEqualTo("in");
    assertThat(observed.image()).isEqualTo("web:7");
    assertThat(observed.instances())
        .containsExactly(
            new Instance("a", Instance.Phase.RUNNING, true, 0, "node-1", Optional.empty()),
            new Instance("b", Instance.Phase.RUNNING, true, 0, "node-1", Optional.empty()));
  }

  @Test
  void whatIsSaidToRunForLongerThanTheNodeIsNotReady() {
    clues.started = START.plusSeconds(1);
    var result = look(WEB, 3, deployment(1, 1, 3), pod("a", "new", true));
    assertThat(result.observed().complete()).isFalse();
    assertThat(result.observed().instances().getFirst().ready()).isFalse();
    assertThat(result.recheck()).isPresent();

    clues.started = START.minusSeconds(1);
    assertThat(look(WEB, 3, deployment(1, 1, 3), pod("a", "new", true)).observed().complete())
        .isTrue();
  }

  @Test
  void aPodThatOutlivedAStartOfItsNodeIsReadyOnceServicesLeadToIt() {
    clues.started = START.minusSeconds(1);
    clues.routed = false;
    assertThat(look(WEB, 3, deployment(1, 1, 3), pod("a", "new", true)).observed().complete())
        .isFalse();

    clues.routed = true;
    assertThat(look(WEB, 3, deployment(1, 1, 3), pod("a", "new", true)).observed().complete())
        .isTrue();
  }

  @Test
  void readyPodsOfAnOlderRevisionDoNotCount() {
    assertThat(look(WEB, 1, deployment(1, 1, 3), pod("a", "old", true)).observed().complete())
        .isFalse();
  }

  @Test
  void aServiceIsNotCompleteWhileAnOldPodIsAtWork() {
    var old = pod("b", "old", true);
    assertThat(look(WEB, 1, deployment(1, 1, 3), pod("a", "new", true), old).observed().complete())
        .isFalse();
    old.getMetadata().setDeletionTimestamp("2026-01-01T12:00:00Z");
    var observed = look(WEB, 1, deployment(1, 1, 3), pod("a", "new", true), old).observed();
    assertThat(observed.complete()).isTrue();
    assertThat(observed.instances())
        .extracting(Instance::phase)
        .contains(Instance.Phase.TERMINATING);
  }

  @Test
  void aChangeThatTheClusterHasNotSeenYetIsNotComplete() {
    assertThat(look(WEB, 1, deployment(1, 1, 2), pod("a", "new", true)).observed().complete())
        .isFalse();
    assertThat(look(WEB, 1, deployment(1, 0, 3), pod("a", "new", true)).observed().complete())
        .isFalse();
  }

  @Test
  void zeroReplicasAreCompleteWithoutAnInstance() {
    assertThat(look(WEB, 1, deployment(0, 0, 3)).observed().complete()).isTrue();
  }

  @Test
  void withoutAWorkloadNothingExists() {
    var observed = look(WEB, 1, Optional.empty(), pod("a", "new", true)).observed();
    assertThat(observed.exists()).isFalse();
    assertThat(observed.complete()).isFalse();
    assertThat(observed.instances()).hasSize(1);
  }

  @Test
  void aContainerWithoutAnyCheckHasToStandForAMoment() {
    var pod = pod("a", "new", true);
    pod.getSpec().getContainers().getFirst().setReadinessProbe(null);
    var early = look(WEB, 3, deployment(1, 1, 3), pod);
    assertThat(early.observed().complete()).isFalse();
    assertThat(early.recheck()).contains(START.plus(Patience.SETTLED));
    assertThat(look(WEB, 4, deployment(1, 1, 3), pod).observed().complete()).isTrue();
    pod.getStatus().getContainerStatuses().getFirst().setRestartCount(1);
    assertThat(look(WEB, 9, deployment(1, 1, 3), pod).observed().complete()).isFalse();
    assertThat(look(WEB, 10, deployment(1, 1, 3), pod).observed().complete()).isTrue();
  }

  @Test
  void aServiceWithALogCheckIsReadyWhenItsLineWasSeen() {
    var watched = new Watched(WEB.service(), Optional.of("listening"), Set.of());
    assertThat(look(watched, 9, deployment(1, 1, 3), pod("a", "new", true)).observed().complete())
        .isFalse();
    clues.logged = true;
    assertThat(look(watched, 9, deployment(1, 1, 3), pod("a", "new", true)).observed().complete())
        .isTrue();
  }

  private static Pod crashed(String digest) {
    var pod = pod("a", digest, false);
    var state =
        Serialization.unmarshal(
            "---\n{name: web, ready: false, restartCount: 2, state: {waiting: {reason: CrashLoopBackOff}},"
                + " lastState: {terminated: {exitCode: 1, containerID: c}}}",
            ContainerStatus.class);
    pod.getStatus().setContainerStatuses(List.of(state));
    return pod;
  }

  @Test
  void aProblemComesWithItsLogLinesAndNotBefore() {
    clues.lines = Optional.empty();
    assertThat(look(WEB, 1, deployment(1, 1, 3), crashed("new")).observed().problem()).isEmpty();
    clues.lines = Optional.of(List.of("cannot open database"));
    var observed = look(WEB, 1, deployment(1, 1, 3), crashed("new")).observed();
    assertThat(observed.problem().map(Problem::id)).contains("crash-loop");
    assertThat(observed.problem().orElseThrow().evidence()).containsExactly("cannot open database");
    assertThat(observed.instances().getFirst().phase()).isEqualTo(Instance.Phase.FAILED);
  }

  @Test
  void theTroubleOfAnOlderRevisionIsNotTheServices() {
    assertThat(look(WEB, 1, deployment(1, 1, 3), crashed("old")).observed().problem()).isEmpty();
  }

  private static Optional<Workload> job(String status) {
    var text =
        """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: web, annotations: {dev.devloop/container: web}}
        spec: {template: {metadata: {annotations: {dev.devloop/config-digest: new}}, spec: {containers: []}}}
        status: {%s}
        """
            .formatted(status);
    return Optional.of(new Workload(Serialization.unmarshal(text, Job.class)));
  }

  @Test
  void aJobIsCompleteWithItsPodOrItsCondition() {
    assertThat(look(WEB, 1, job(""), pod("a", "new", false)).observed().complete()).isFalse();
    var done = pod("a", "new", false);
    done.getStatus().setPhase("Succeeded");
    assertThat(look(WEB, 1, job(""), done).observed().complete()).isTrue();
    assertThat(
            look(WEB, 1, job("conditions: [{type: Complete, status: 'True'}]"))
                .observed()
                .complete())
        .isTrue();
  }

  @Test
  void aFailedJobWhosePodIsGoneStillFailed() {
    var observed =
        look(WEB, 1, job("conditions: [{type: Failed, status: 'True', reason: Deadline}]"))
            .observed();
    assertThat(observed.problem().map(Problem::id)).contains("job-failed");
  }
}
