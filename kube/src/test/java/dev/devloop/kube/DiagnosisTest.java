package dev.devloop.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.Problem;
import dev.devloop.kube.Trouble.Verdict;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// States of pods as a cluster of Kubernetes 1.36 showed them, cut to what matters.
final class DiagnosisTest {

  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

  private static final String POD =
      """
      metadata: {name: web-1, namespace: shop, uid: u, creationTimestamp: "2026-01-01T12:00:00Z"}
      spec:
        restartPolicy: Always
        containers:
        - name: web
          image: busybox:1
          resources: {limits: {memory: 64Mi}}
          PROBES
      status:
        phase: Running
        STATUS
      """;

  private static final String STARTUP =
      "startupProbe: {httpGet: {path: /, port: 80}, periodSeconds: 1, failureThreshold: 60}";

  private static Pod pod(String probes, String status) {
    return Serialization.unmarshal(
        "apiVersion: v1\nkind: Pod\n"
            + POD.replace("PROBES", probes).replace("STATUS", status.replace("\n", "\n  ")),
        Pod.class);
  }

  /// A pod with one container in this state, which was started again so often.
  private static Pod container(int restarts, String fields) {
    return pod(
        "",
        "containerStatuses:\n- {name: web, image: busybox:1, ready: false, restartCount: "
            + restarts
            + ", "
            + fields
            + "}");
  }

  private static Event event(String reason, String message, int second) {
    var event = new Event();
    event.setMetadata(new io.fabric8.kubernetes.api.model.ObjectMeta());
    event.setReason(reason);
    event.setMessage(message);
    event.setLastTimestamp(START.plusSeconds(second).toString());
    return event;
  }

  private static Verdict at(int second, Pod pod, Event... warnings) {
    return Diagnosis.of(pod, List.of(warnings), START.plusSeconds(second), Instant.EPOCH);
  }

  private static Problem problem(int second, Pod pod, Event... warnings) {
    return at(second, pod, warnings).trouble().orElseThrow().problem();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ErrImagePull | failed to resolve reference: not found | No registry that the node can reach
          ImagePullBackOff | Back-off pulling image "x": ErrImagePull: pull access denied | wants credentials
          ImagePullBackOff | dial tcp: lookup registry: no such host | cannot be reached
          InvalidImageName | couldn't parse image name | not a valid image reference
          """)
  void anImageThatCannotBePulledFailsAtOnce(String reason, String message, String meaning) {
    var found =
        problem(
            1,
            container(
                0,
                "state: {waiting: {reason: %s, message: '%s'}}"
                    .formatted(reason, message.replace("'", "''"))));
    assertThat(found.id()).isEqualTo("image-pull-failed");
    assertThat(found.what()).contains("busybox:1");
    assertThat(found.meaning()).contains(meaning);
    assertThat(found.evidence()).hasSize(1).allMatch(line -> !line.contains("Back-off"));
  }

  @Test
  void aVagueBackOffTakesTheErrorFromTheEvent() {
    var found =
        problem(
            1,
            container(
                0,
                "state: {waiting: {reason: ImagePullBackOff, message: 'Back-off pulling image \"x\"'}}"),
            event("Failed", "Failed to pull image \"x\": manifest unknown", 1));
    assertThat(found.evidence()).containsExactly("Failed to pull image \"x\": manifest unknown");
  }

  @ParameterizedTest
  @CsvSource({
    "'exec: \"/no\": stat /no: no such file or directory', bad-command",
    "'exec: \"npm\": executable file not found in $PATH', bad-command",
    "'exec /app: exec format error', bad-command"
  })
  void aCommandThatInitCannotExecuteFailsAtOnceToo(String message, String id) {
    var ended =
        "lastState: {terminated: {exitCode: 127, reason: Error, containerID: c, message: '"
            + "devloop: cannot start: "
            + message
            + "'}}, state: {waiting: {reason: CrashLoopBackOff}}";
    assertThat(problem(1, container(0, ended)).id()).isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource({
    "'exec: \"/no\": stat /no: no such file or directory', bad-command",
    "'exec: \"npm\": executable file not found in $PATH', bad-command",
    "'exec /app: exec format error', bad-command",
    "'error mounting \"/a\" to rootfs: not a directory', container-start-failed"
  })
  void aCommandThatCannotBeExecutedFailsAtOnce(String message, String id) {
    var ended =
        "lastState: {terminated: {exitCode: 128, reason: StartError, containerID: c, message: '"
            + message
            + "'}}, state: {waiting: {reason: CrashLoopBackOff}}";
    assertThat(problem(1, container(0, ended)).id()).isEqualTo(id);
    assertThat(
            problem(
                    1,
                    container(
                        0,
                        "state: {waiting: {reason: RunContainerError, message: '%s'}}"
                            .formatted(message)))
                .id())
        .isEqualTo(id);
  }

  private static String exited(int code, String reason) {
    return "lastState: {terminated: {exitCode: %d, reason: %s, containerID: c1, finishedAt: \"2026-01-01T12:00:30Z\"}}"
        .formatted(code, reason);
  }

  @Test
  void aCrashIsALoopWithTheSecondExit() {
    var again = ", state: {waiting: {reason: CrashLoopBackOff}}";
    assertThat(at(31, container(0, exited(1, "Error") + again)).trouble()).isEmpty();
    var found = at(31, container(1, exited(3, "Error") + again)).trouble().orElseThrow();
    assertThat(found.problem().id()).isEqualTo("crash-loop");
    assertThat(found.problem().what()).contains("2 times", "exit code 3");
    assertThat(found.tail()).contains(new Trouble.Tail("web", "c1", true));
  }

  @Test
  void whatEndedWithItsNodeDidNotCrash() {
    var again = ", state: {waiting: {reason: ContainerCreating}}";
    assertThat(at(31, container(3, exited(255, "Unknown") + again)).trouble()).isEmpty();
    assertThat(at(31, container(3, exited(255, "Error") + again)).trouble()).isPresent();
  }

  @Test
  void theTryAfterTheFirstExitIsWaitedForAndTheOneAfterTheSecondIsNot() {
    var runs = ", state: {running: {startedAt: \"2026-01-01T12:00:31Z\"}}";
    assertThat(at(32, container(1, exited(1, "Error") + runs)).trouble()).isEmpty();
    assertThat(at(32, container(2, exited(1, "Error") + runs)).trouble()).isPresent();
  }

  @Test
  void aContainerWithoutACheckHasToStandBeforeItsCrashesAreForgotten() {
    var pod =
        container(
            2, exited(1, "Error") + ", state: {running: {startedAt: \"2026-01-01T12:00:31Z\"}}");
    pod.getStatus().getContainerStatuses().getFirst().setReady(true);
    assertThat(at(40, pod).trouble()).isPresent();
    assertThat(at(40, pod).recheck()).contains(START.plusSeconds(41));
    assertThat(at(41, pod)).isEqualTo(Verdict.FINE);
  }

  @ParameterizedTest
  @CsvSource({"139,SIGSEGV", "143,SIGTERM", "137,SIGKILL"})
  void aSignalIsNamed(int code, String name) {
    var pod =
        container(1, exited(code, "Error") + ", state: {waiting: {reason: CrashLoopBackOff}}");
    assertThat(problem(31, pod).what()).contains("(" + name + ")");
  }

  @Test
  void aServiceThatEndsByItselfIsToldToStayInTheForeground() {
    var pod =
        container(1, exited(0, "Completed") + ", state: {waiting: {reason: CrashLoopBackOff}}");
    assertThat(problem(31, pod).fix()).contains("job: true");
  }

  @Test
  void outOfMemoryIsToldWithTheFirstKill() {
    var pod =
        container(
            1,
            exited(137, "OOMKilled") + ", state: {running: {startedAt: \"2026-01-01T12:00:31Z\"}}");
    assertThat(problem(32, pod).id()).isEqualTo("out-of-memory");
    assertThat(problem(32, pod).what()).contains("64Mi");
  }

  @Test
  void aJobFailsWithItsFirstExit() {
    var pod = container(0, "state: {terminated: {exitCode: 5, reason: Error, containerID: c1}}");
    pod.getSpec().setRestartPolicy("Never");
    var owner = new io.fabric8.kubernetes.api.model.OwnerReference();
    owner.setKind("Job");
    pod.getMetadata().setOwnerReferences(List.of(owner));
    pod.getStatus().setPhase("Failed");
    var found = at(1, pod).trouble().orElseThrow();
    assertThat(found.problem().id()).isEqualTo("job-failed");
    assertThat(found.tail()).contains(new Trouble.Tail("web", "c1", false));
  }

  private static Pod probed(String fields) {
    return pod(
        STARTUP,
        "containerStatuses:\n- {name: web, ready: false, containerID: c1, "
            + fields
            + ", state: {running: {startedAt: \"2026-01-01T12:00:00Z\"}}}");
  }

  @Test
  void aCheckThatIsRefusedFailsAtTheEndOfItsTime() {
    var pod = probed("restartCount: 0, started: false");
    var refused = event("Unhealthy", "Startup probe failed: dial tcp: connection refused", 10);
    assertThat(at(59, pod, refused))
        .isEqualTo(new Verdict(Optional.empty(), Optional.of(START.plusSeconds(60))));
    assertThat(problem(60, pod, refused).id()).isEqualTo("probe-failing");
    assertThat(problem(60, pod, refused).meaning()).contains("Nothing listens");
  }

  @Test
  void aCheckThatIsAnsweredWronglyFailsSooner() {
    var pod = probed("restartCount: 0, started: false");
    var wrong =
        event("Unhealthy", "Startup probe failed: HTTP probe failed with statuscode: 404", 10);
    var limit = (int) Patience.WRONG_ANSWER.toSeconds();
    assertThat(at(limit - 1, pod, wrong).trouble()).isEmpty();
    assertThat(problem(limit, pod, wrong).evidence()).containsExactly(wrong.getMessage());
  }

  @Test
  void aContainerThatWasKilledForItsCheckIsNoCrash() {
    var pod =
        pod(
            STARTUP,
            "containerStatuses:\n- {name: web, ready: false, started: false, restartCount: 5, "
                + exited(137, "Error")
                + ", state: {running: {startedAt: \"2026-01-01T12:00:31Z\"}}}");
    // the kubelet has long stopped to report the probe
    var old = event("Unhealthy", "Startup probe failed: connection refused", -600);
    assertThat(problem(32, pod, old).id()).isEqualTo("probe-failing");
    assertThat(problem(32, pod).id()).isEqualTo("crash-loop");
  }

  @Test
  void aServiceThatDropsOutIsGivenTimeToComeBack() {
    var pod = probed("restartCount: 0, started: true");
    pod.getStatus()
        .setConditions(
            List.of(
                Serialization.unmarshal(
                    "---\n{type: Ready, status: 'False', lastTransitionTime: '2026-01-01T13:00:00Z'}",
                    io.fabric8.kubernetes.api.model.PodCondition.class)));
    var down = event("Unhealthy", "Readiness probe failed: connection refused", 3601);
    assertThat(at(3629, pod, down).trouble()).isEmpty();
    assertThat(problem(3630, pod, down).id()).isEqualTo("probe-failing");
  }

  @ParameterizedTest
  @CsvSource({"'', 120", "30, 30"})
  void withoutAStartupProbeTheTimeIsThatOfTheConfig(String timeout, int seconds) {
    var pod = unguarded(timeout, "2026-01-01T12:00:00Z");
    var refused = event("Unhealthy", "Readiness probe failed: connection refused", 10);
    assertThat(at(seconds - 1, pod, refused).trouble()).isEmpty();
    assertThat(problem(seconds, pod, refused).id()).isEqualTo("probe-failing");
  }

  @Test
  void withoutAStartupProbeAServiceThatDropsOutIsGivenTimeToo() {
    var pod = unguarded("120", "2026-01-01T13:00:00Z");
    var down = event("Unhealthy", "Readiness probe failed: connection refused", 3601);
    assertThat(at(3629, pod, down).trouble()).isEmpty();
    assertThat(problem(3630, pod, down).id()).isEqualTo("probe-failing");
  }

  /// A pod that runs since 12:00:00, with nothing but a readiness probe.
  private static Pod unguarded(String timeout, String unreadySince) {
    var pod =
        pod(
            "readinessProbe: {httpGet: {path: /, port: 80}, periodSeconds: 1}",
            "containerStatuses:\n- {name: web, ready: false, started: true, restartCount: 0,"
                + " state: {running: {startedAt: \"2026-01-01T12:00:00Z\"}}}\n"
                + "conditions:\n- {type: Ready, status: 'False', lastTransitionTime: '"
                + unreadySince
                + "'}");
    if (!timeout.isEmpty()) {
      Labels.annotate(pod.getMetadata(), Labels.READY_TIMEOUT, timeout);
    }
    return pod;
  }

  @Test
  void timeInWhichTheClusterWasPausedDoesNotCount() {
    var pod = probed("restartCount: 0, started: false");
    var refused = event("Unhealthy", "Startup probe failed: connection refused", 10);
    var now = START.plusSeconds(3600);
    assertThat(Diagnosis.of(pod, List.of(refused), now, now).trouble()).isEmpty();
    assertThat(Diagnosis.of(pod, List.of(refused), now, now.minus(Duration.ofMinutes(1))).trouble())
        .isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "'0/1 nodes are available: 1 Insufficient memory.', 10, unschedulable",
    "'0/1 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/not-ready: }', 60, unschedulable",
    "'0/1 nodes are available: persistentvolumeclaim \"x\" not found.', 10, volume-failed"
  })
  void aPodThatNoNodeTakesFailsAfterAWhile(String message, int seconds, String id) {
    var pod =
        pod(
            "",
            "conditions:\n- {type: PodScheduled, status: 'False', reason: Unschedulable,"
                + " lastTransitionTime: '2026-01-01T12:00:00Z', message: '"
                + message
                + "'}");
    assertThat(at(seconds - 1, pod).recheck()).contains(START.plusSeconds(seconds));
    assertThat(problem(seconds, pod).id()).isEqualTo(id);
    assertThat(problem(seconds, pod).evidence()).containsExactly(message);
  }

  @Test
  void aMissingSecretFailsAfterTheApplyHadTimeToMakeIt() {
    var pod =
        container(
            0,
            "state: {waiting: {reason: CreateContainerConfigError, message: 'secret \"x\" not found'}}");
    assertThat(at(4, pod).trouble()).isEmpty();
    assertThat(problem(5, pod).id()).isEqualTo("env-source-missing");
    assertThat(problem(5, pod).evidence()).containsExactly("secret \"x\" not found");
  }

  @ParameterizedTest
  @CsvSource({
    "FailedMount, volume-failed",
    "FailedAttachVolume, volume-failed",
    "FailedCreatePodSandBox, pod-network-failed"
  })
  void whatAPodNeedsBeforeItsContainersFailsAfterAWhile(String reason, String id) {
    var pod = container(0, "state: {waiting: {reason: ContainerCreating}}");
    assertThat(at(19, pod, event(reason, "no", 19)).trouble()).isEmpty();
    assertThat(problem(20, pod, event(reason, "no", 19)).id()).isEqualTo(id);
  }

  @Test
  void anEvictedPodSaysWhy() {
    var pod = pod("", "reason: Evicted\nmessage: The node was low on resource ephemeral-storage.");
    pod.getStatus().setPhase("Failed");
    assertThat(problem(1, pod).id()).isEqualTo("pod-evicted");
    assertThat(problem(1, pod).evidence().getFirst()).contains("ephemeral-storage");
  }

  @Test
  void aPodThatIsWellOrOnItsWayOutHasNoTrouble() {
    var crashed =
        container(5, exited(1, "Error") + ", state: {waiting: {reason: CrashLoopBackOff}}");
    crashed.getMetadata().setDeletionTimestamp("2026-01-01T12:00:00Z");
    assertThat(at(1, crashed)).isEqualTo(Verdict.FINE);
    var ready =
        pod(
            STARTUP,
            "containerStatuses:\n- {name: web, ready: true, restartCount: 7, "
                + exited(1, "Error")
                + ", state: {running: {startedAt: \"2026-01-01T12:00:31Z\"}}}");
    assertThat(at(100, ready)).isEqualTo(Verdict.FINE);
  }
}
