package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whatever dies, stops or fills up: in the end the containers hold what the host holds.
final class SyncFaultsTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  /// More than the daemon's heap can take.
  private static final long LARGE = 256L << 20;

  private static final int MANY = 5000;

  private static Project project;
  private static SyncedFolder synced;
  private static SyncedFolder small;
  private static Kills kills;

  @BeforeAll
  static void aProjectWithTwoReplicas(Projects projects) {
    project = projects.open("faults");
    project.up();
    synced = new SyncedFolder(project, "app/site", "/site", Map.of("site", 2));
    small = new SyncedFolder(project, "small", "/small", Map.of("small", 1));
    kills = new Kills(synced);
  }

  @BeforeEach
  void allRunsAndTheFolderIsEmpty() throws IOException {
    if (!project.status().hasDaemon()) {
      project.up();
    }
    new RandomEdits(synced.folder(), project.folder(), 0).clear();
    Files.deleteIfExists(small.folder().resolve("fits-not.bin"));
    synced.awaitContainers();
  }

  @Test
  void aContainerKilledBetweenFrameAndReceipt() {
    kills.signalAgent("STOP");
    try {
      write("late.txt", "sent, not received");
      Project.until(SOON, () -> sync("site").path("pending").asInt() > 0);
      kills.container();
    } finally {
      kills.signalAgent("CONT");
    }
    synced.mustBeEqual();
  }

  @Test
  void aStreamKilledInABurst() {
    burst("one", 300);
    kills.stream();
    burst("two", 300);
    kills.streamInNode();
    burst("three", 300);
    synced.mustBeEqual();
  }

  @Test
  void aPodDeletedInABurst() {
    burst("one", 300);
    kills.pod();
    burst("two", 300);
    synced.mustBeEqual();
  }

  @Test
  void theAgentKilledInABurst() {
    burst("one", 300);
    kills.agent();
    burst("two", 300);
    synced.mustBeEqual();
  }

  @Test
  void theDaemonKilledInABurstAndAPodMeanwhile() throws IOException {
    burst("one", 300);
    project.killDaemon();
    burst("two", 300);
    Files.move(synced.folder().resolve("one"), synced.folder().resolve("moved"));
    kills.pod();
    project.up();
    synced.mustBeEqual();
  }

  @Test
  void theDaemonSuspendedWhileTheQueueOfEventsOverflows() throws IOException {
    // the node's agent goes on: a container that starts meanwhile gets what was sent before
    burst("before", 100);
    var daemon = Long.toString(project.status().daemonPid());
    signal("STOP", daemon);
    try {
      for (int events = 0; events <= queueOfEvents(); events += MANY) {
        burst("many", MANY);
      }
      kills.container();
    } finally {
      signal("CONT", daemon);
    }
    synced.mustBeEqual();
  }

  @Test
  void theNodePausedForAWhile() throws InterruptedException {
    var docker = project.sandbox().docker();
    var node = Docker.node(project.cluster());
    project.sandbox().awaitRemovals();
    docker.run("pause", node).mustEndWith(0);
    try {
      burst("paused", 300);
      // the fault itself: long enough that whoever waits for an answer notices
      Thread.sleep(3000);
      burst("still-paused", 300);
    } finally {
      docker.run("unpause", node).mustEndWith(0);
    }
    synced.mustBeEqual();
  }

  @Test
  void fiveThousandFilesAtOnceAndAllOfThemGoneAtOnce() {
    burst("many", MANY);
    synced.mustBeEqual();
    new RandomEdits(synced.folder(), project.folder(), 0).clear();
    synced.mustBeEqual();
  }

  @Test
  void foldersMovedInFromOutsideAndOutAgain() throws IOException {
    var outside = project.folder().resolve("outside");
    for (int i = 0; i < 500; i++) {
      project.write("outside/deep/er/" + i % 20 + "/" + i, "outside " + i);
    }
    Files.move(outside, synced.folder().resolve("inside"));
    synced.mustBeEqual();
    Files.move(synced.folder().resolve("inside/deep"), outside);
    // what lies outside by now is nobody's business
    project.write("outside/er/0/0", "changed outside");
    project.write("outside/er/0/new", "new outside");
    synced.mustBeEqual();
  }

  @Test
  void theFolderItselfRemovedAndMadeAnew() throws IOException {
    burst("one", 100);
    synced.mustBeEqual();
    Folders.delete(synced.folder());
    synced.awaitNothingThere();
    burst("two", 100);
    synced.mustBeEqual();
    // watched again, not only looked at once
    burst("three", 100);
    synced.mustBeEqual();
  }

  @Test
  void aFileLargerThanTheMemoryOfTheDaemon() throws IOException {
    var large = synced.folder().resolve("large.bin");
    try (var file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(LARGE);
      file.seek(LARGE / 2);
      file.write("in the middle".getBytes(StandardCharsets.UTF_8));
    }
    synced.mustBeEqual();
    Files.delete(large);
    synced.mustBeEqual();
  }

  @Test
  void aFileCorruptedInAContainerIsFoundNamedAndRepaired() {
    write("right.txt", "right");
    write("fine.txt", "fine");
    synced.mustBeEqual();
    var victim = synced.containers().getFirst();
    var path = "/proc/%d/root/site/right.txt".formatted(victim.pid());
    victim.inNode("sh", "-c", "echo wrong > \"$1\"", "corrupt", path).mustEndWith(0);
    var report = Status.json(project.devloop("verify", "--json").out());
    var different =
        Status.each(report.path("containers")).stream()
            .filter(container -> container.path("pod").asText().equals(victim.pod()))
            .flatMap(container -> Status.each(container.path("different")).stream())
            .map(difference ->
                difference.path("path").asText() + " " + difference.path("is").asText());
    assertThat(different).containsExactly("/site/right.txt content");
    synced.mustBeEqual();
  }

  @Test
  void aFullVolumeIsReportedAndTheFileArrivesWhenItFits() throws IOException {
    Files.write(small.folder().resolve("fits-not.bin"), new byte[8 << 20]);
    project.write("small/fits.txt", "fits");
    Project.within(
        SOON,
        () ->
            assertThat(sync("small").path("refused").path("id").asText())
                .isEqualTo("sync-no-space"));
    var before = small.containers().getFirst();
    Project.within(
        SOON, () -> assertThat(Trees.ofContainer(before, "/small")).containsKey("fits.txt"));
    assertThat(project.devloop("wait", "--synced", "--timeout", "20s").exit()).isNotZero();

    Files.write(small.folder().resolve("fits-not.bin"), new byte[100]);
    small.mustBeEqual();
    assertThat(sync("small").path("refused").isNull()).isTrue();
    assertThat(small.containers()).containsExactly(before);
  }

  private static JsonNode sync(String service) {
    return project.status().service(service).path("sync");
  }

  private static void write(String name, String text) {
    project.write("app/site/" + name, text);
  }

  /// As fast as it goes, fifty to a folder.
  private static void burst(String folder, int files) {
    for (int i = 0; i < files; i++) {
      write(folder + "/" + i / 50 + "/" + i + ".txt", folder + " " + i + " " + System.nanoTime());
    }
  }

  private static int queueOfEvents() throws IOException {
    var lines = Files.readAllLines(Path.of("/proc/sys/fs/inotify/max_queued_events"));
    return Integer.parseInt(lines.getFirst());
  }

  private static void signal(String name, String pid) {
    Started.start(Path.of("/"), System.getenv(), List.of("kill", "-" + name, pid))
        .input("")
        .end(SOON)
        .mustEndWith(0);
  }
}
