package dev.devloop.sync;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.ServiceName;
import dev.devloop.core.config.ChangeRule.Action;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real files and real events, an agent in memory.
final class ProjectSyncTest {

  private static final ServiceName WEB = new ServiceName("web");
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path temp;
  private Path project;
  private final FakeAgent agent = new FakeAgent();
  private final Heard heard = new Heard();

  @SuppressWarnings("NullAway.Init") // by begin()
  private ProjectSync sync;

  @BeforeEach
  void begin() throws IOException {
    project = Files.createDirectories(temp.resolve("project"));
    Files.createDirectories(project.resolve("src/a"));
    write("src/one.txt", "1");
    write("src/a/two.txt", "2");
    write("Dockerfile", "FROM scratch");
    open();
  }

  private void open() {
    open(Duration.ofMinutes(5));
  }

  private void open(Duration patience) {
    var config = new SyncConfig("p", project, temp.resolve("state"), patience);
    sync = ProjectSync.start(config, agent, heard);
  }

  @AfterEach
  void end() {
    sync.close();
  }

  private Services web() {
    return Services.service("web", project).built().sync("src", "/app", "*.skip");
  }

  private void run(Services... services) throws InterruptedException {
    sync.services(java.util.Arrays.stream(services).map(Services::config).toList());
    agent.start("web", "c1", new FakeAgent.Container("i1"));
    sync.reachable();
    settle();
  }

  private void settle() throws InterruptedException {
    assertThat(sync.awaitSynced(Optional.empty(), LONG)).isEmpty();
  }

  private Path write(String path, String content) throws IOException {
    return Files.writeString(project.resolve(path), content);
  }

  private Optional<String> inContainer(String path) {
    return agent.text("web", "c1", path);
  }

  @Test
  void whatIsThereAtTheStartArrives() throws Exception {
    run(web());
    assertThat(inContainer("/app/one.txt")).contains("1");
    assertThat(inContainer("/app/a/two.txt")).contains("2");
  }

  @Test
  void aSavedFileArrivesAndIsVerified() throws Exception {
    run(web());
    write("src/one.txt", "changed");
    settle();
    assertThat(inContainer("/app/one.txt")).contains("changed");
    var last = heard.batches().getLast();
    assertThat(last.verified()).isTrue();
    assertThat(last.containers()).isEqualTo(1);
    assertThat(last.paths()).containsExactly("/app/one.txt");
    assertThat(last.bytes()).isEqualTo(7);
  }

  @Test
  void createdMovedDeletedAndLinkedFilesArrive() throws Exception {
    run(web());
    Files.createDirectories(project.resolve("src/new/deep"));
    write("src/new/deep/x y\nä.txt", "x");
    write("src/empty", "");
    Files.createSymbolicLink(project.resolve("src/link"), Path.of("one.txt"));
    Files.setPosixFilePermissions(
        project.resolve("src/one.txt"), PosixFilePermissions.fromString("rwx------"));
    settle();
    Files.move(project.resolve("src/new"), project.resolve("src/moved"));
    Files.delete(project.resolve("src/a/two.txt"));
    settle();
    var files = agent.files("web", "c1");
    assertThat(files.keySet())
        .containsExactlyInAnyOrder(
            "/app",
            "/app/a",
            "/app/empty",
            "/app/link",
            "/app/moved",
            "/app/moved/deep",
            "/app/moved/deep/x y\nä.txt",
            "/app/one.txt");
    assertThat(requireNonNull(files.get("/app/link")).link()).isEqualTo("one.txt");
    assertThat(requireNonNull(files.get("/app/one.txt")).mode()).isEqualTo(0700);
  }

  @Test
  void aFolderMovedInFromOutsideArrivesWithAllInIt() throws Exception {
    run(web());
    var outside = Files.createDirectories(temp.resolve("outside/b/c"));
    Files.writeString(outside.resolve("f"), "f");
    Files.move(temp.resolve("outside"), project.resolve("src/inside"));
    settle();
    assertThat(inContainer("/app/inside/b/c/f")).contains("f");
    write("src/inside/b/c/f", "g");
    settle();
    assertThat(inContainer("/app/inside/b/c/f")).contains("g");
  }

  @Test
  void aFolderThatWasMovedIsHeardUnderItsNewNameOnly() throws Exception {
    run(web());
    Files.move(project.resolve("src/a"), project.resolve("src/b"));
    settle();
    write("src/b/two.txt", "22");
    settle();
    assertThat(inContainer("/app/b/two.txt")).contains("22");
    assertThat(agent.files("web", "c1")).doesNotContainKeys("/app/a", "/app/a/two.txt");
  }

  @Test
  void aFileBecomesAFolderAndBack() throws Exception {
    run(web());
    Files.delete(project.resolve("src/one.txt"));
    Files.createDirectory(project.resolve("src/one.txt"));
    write("src/one.txt/in", "in");
    settle();
    assertThat(inContainer("/app/one.txt/in")).contains("in");
    Files.delete(project.resolve("src/one.txt/in"));
    Files.delete(project.resolve("src/one.txt"));
    write("src/one.txt", "file");
    settle();
    assertThat(inContainer("/app/one.txt")).contains("file");
    assertThat(agent.files("web", "c1")).doesNotContainKey("/app/one.txt/in");
  }

  @Test
  void anEditorsSaveIsOneFileAndNothingElse() throws Exception {
    run(web());
    write("src/4913", "");
    Files.delete(project.resolve("src/4913"));
    Files.move(project.resolve("src/one.txt"), project.resolve("src/one.txt~"));
    write("src/one.txt", "saved");
    Files.delete(project.resolve("src/one.txt~"));
    var fresh = write("src/two.txt___jb_tmp___", "jb");
    Files.move(fresh, project.resolve("src/a/two.txt"), StandardCopyOption.ATOMIC_MOVE);
    settle();
    assertThat(inContainer("/app/one.txt")).contains("saved");
    assertThat(inContainer("/app/a/two.txt")).contains("jb");
    assertThat(agent.files("web", "c1").keySet())
        .containsExactlyInAnyOrder("/app", "/app/a", "/app/a/two.txt", "/app/one.txt");
  }

  @Test
  void aLargeFileIsStreamed() throws Exception {
    run(web());
    var content = "0123456789abcdef".repeat(200_000);
    write("src/large", content);
    settle();
    assertThat(inContainer("/app/large")).contains(content);
    assertThat(agent.count("blob")).isGreaterThan(10);
  }

  @Test
  void manyFilesAtOnceTravelInFewFrames() throws Exception {
    run(web());
    var before = agent.count("batch");
    for (var i = 0; i < 3000; i++) {
      write("src/a/f" + i, "content " + i);
    }
    settle();
    assertThat(agent.files("web", "c1")).hasSize(3000 + 4);
    assertThat(agent.count("batch") - before).isLessThan(1000);
    assertThat(heard.batches()).allMatch(SyncBatch::verified);
  }

  @Test
  void whatNoRuleCoversIsBuiltAnew() throws Exception {
    run(web());
    write("README.md", "x");
    write("src/not.skip", "x");
    write("Dockerfile", "FROM busybox:1");
    settle();
    assertThat(heard.lines())
        .anyMatch(line -> line.startsWith("rebuild") && line.contains("README"));
    assertThat(heard.lines())
        .anyMatch(line -> line.startsWith("rebuild") && line.contains("Dockerfile"));
    assertThat(heard.lines()).noneMatch(line -> line.contains("not.skip"));
    assertThat(agent.files("web", "c1")).doesNotContainKey("/app/not.skip");
  }

  @Test
  void onChangeComesAfterTheFilesAndOnlyForItsPaths() throws Exception {
    run(
        web()
            .on(new Action.Run(List.of("ci")), "src/one.txt")
            .on(new Action.Restart(), "src/**/*.txt"));
    write("src/a/two.txt", "22");
    settle();
    write("src/one.txt", "11");
    settle();
    Files.setLastModifiedTime(
        project.resolve("src/one.txt"), java.nio.file.attribute.FileTime.fromMillis(0));
    settle();
    assertThat(
            heard.lines().stream().filter(l -> l.startsWith("synced") || l.startsWith("changed")))
        .containsExactly(
            "synced 1",
            "changed [Restart] [two.txt]",
            "synced 1",
            "changed [Run, Restart] [one.txt]");
  }

  @Test
  void whatChangedWithoutAStreamArrivesWhenThereIsOne() throws Exception {
    run(web());
    agent.closedDoor = true;
    agent.kill();
    write("src/one.txt", "later");
    Files.delete(project.resolve("src/a/two.txt"));
    assertThat(sync.awaitSynced(Optional.empty(), Duration.ofMillis(300))).containsExactly(WEB);
    assertThat(heard.lines()).contains("pending agent").anyMatch(l -> l.startsWith("detached"));
    agent.closedDoor = false;
    sync.reachable();
    settle();
    assertThat(inContainer("/app/one.txt")).contains("later");
    assertThat(agent.files("web", "c1")).doesNotContainKey("/app/a/two.txt");
  }

  @Test
  void aLostReceiptIsMadeUpFor() throws Exception {
    run(web());
    agent.silent = true;
    write("src/one.txt", "unanswered");
    assertThat(sync.awaitSynced(Optional.empty(), Duration.ofMillis(300))).containsExactly(WEB);
    agent.silent = false;
    agent.kill();
    settle();
    assertThat(inContainer("/app/one.txt")).contains("unanswered");
  }

  @Test
  void whatIsSavedWhileNobodyLooksGoesAheadOfTheWholeTree() throws Exception {
    run(web());
    sync.close();
    write("src/one.txt", "saved meanwhile");
    var before = agent.types().size();
    open();
    run(web());
    var after = agent.types().subList(before, agent.types().size());
    assertThat(after).containsSubsequence("hello", "batch", "want");
    assertThat(inContainer("/app/one.txt")).contains("saved meanwhile");
  }

  @Test
  void whatIsDeletedWhileNobodyLooksIsDeletedInContainers() throws Exception {
    run(web());
    write("src/made.txt", "made");
    settle();
    sync.close();
    Files.delete(project.resolve("src/made.txt"));
    Files.delete(project.resolve("src/one.txt"));
    write("src/a/two.txt", "other");
    open();
    run(web());
    agent.start("web", "c2", new FakeAgent.Container("i1"));
    agent.plant("web", "c1", "/app/own.txt", "own");
    settle();
    assertThat(agent.files("web", "c1").keySet())
        .containsExactlyInAnyOrder("/app", "/app/a", "/app/a/two.txt", "/app/own.txt");
    assertThat(inContainer("/app/a/two.txt")).contains("other");
  }

  @Test
  void whatAnImageHoldsAndTheHostDoesNotIsRemoved() throws Exception {
    run(web());
    sync.built(WEB, "i2", Set.of(project.resolve("src/one.txt"), project.resolve("src/old.txt")));
    settle();
    var container = new FakeAgent.Container("i2");
    agent.start("web", "c2", container);
    agent.plant("web", "c2", "/app/old.txt", "old");
    agent.plant("web", "c1", "/app/old.txt", "made by another image");
    assertThat(sync.verify(Set.of(), LONG).containers()).hasSize(2);
    assertThat(agent.files("web", "c2")).doesNotContainKey("/app/old.txt");
    assertThat(agent.files("web", "c1")).containsKey("/app/old.txt");
  }

  @Test
  void aContainerThatWasTamperedWithIsFoundAndPutRight() throws Exception {
    run(web());
    agent.plant("web", "c1", "/app/one.txt", "tampered");
    var report = sync.verify(Set.of(), LONG);
    assertThat(report.equal()).isFalse();
    assertThat(report.containers().getFirst().different()).hasSize(1);
    assertThat(inContainer("/app/one.txt")).contains("1");
    assertThat(sync.verify(Set.of(WEB), LONG).equal()).isTrue();
    assertThat(heard.lines()).contains("repaired [/app/one.txt]");
  }

  @Test
  void aHostFileThatChangedWithoutATraceIsFoundByVerify() throws Exception {
    run(web());
    sync.pause(Set.of());
    write("src/one.txt", "2");
    assertThat(sync.verify(Set.of(), LONG).missing()).isEmpty();
    assertThat(inContainer("/app/one.txt")).contains("2");
  }

  @Test
  void whatIsReadBackDifferentlyIsSentAgainAndThenTold() throws Exception {
    run(web());
    var bad = new FakeAgent.Container("i1");
    agent.start("web", "c2", bad);
    bad.corrupts = "/app/one";
    write("src/one.txt", "good");
    settle();
    assertThat(heard.lines()).contains("synced 1 unverified", "refused sync-refused");
  }

  @Test
  void aReadOnlyContainerIsToldAndTheRestArrives() throws Exception {
    var container = new FakeAgent.Container("i1");
    container.refuses = "/app/one";
    agent.start("web", "c2", container);
    run(web());
    write("src/one.txt", "x");
    write("src/a/two.txt", "y");
    settle();
    assertThat(heard.lines()).contains("refused sync-read-only rebuild");
    assertThat(agent.text("web", "c2", "/app/a/two.txt")).contains("y");
    container.refuses = "\0";
    sync.now(Set.of());
    settle();
    assertThat(agent.text("web", "c2", "/app/one.txt")).contains("x");
    assertThat(heard.lines()).contains("accepted");
  }

  @Test
  void pausedAndManualServicesWaitUntilTheyAreAsked() throws Exception {
    run(web());
    sync.pause(Set.of(WEB));
    write("src/one.txt", "paused");
    settle();
    assertThat(inContainer("/app/one.txt")).contains("1");
    assertThat(heard.lines()).contains("pending paused");
    sync.now(Set.of(WEB));
    sync.resume(Set.of());
    settle();
    assertThat(inContainer("/app/one.txt")).contains("paused");
    sync.services(List.of(web().manual().config()));
    settle();
    write("src/one.txt", "manual");
    settle();
    assertThat(inContainer("/app/one.txt")).contains("paused");
    sync.now(Set.of());
    sync.services(List.of(web().config()));
    settle();
    assertThat(inContainer("/app/one.txt")).contains("manual");
  }

  @Test
  void otherRulesAndIgnoreFilesCountAtOnce() throws Exception {
    run(web());
    write(".devloopignore", "src/hidden*\n");
    settle();
    write("src/hidden.txt", "h");
    settle();
    assertThat(agent.files("web", "c1")).doesNotContainKey("/app/hidden.txt");
    sync.services(List.of(web().sync("src/a", "/other").config()));
    settle();
    assertThat(inContainer("/other/two.txt")).contains("2");
  }

  @Test
  void aPulledFileArrivesOnTheHostAndGoesNoFurther() throws Exception {
    run(
        web()
            .sync("lock", "/work/lock")
            .pull("/work/lock", "lock")
            .on(new Action.Restart(), "lock"));
    var first = "made in the container".getBytes(StandardCharsets.UTF_8);
    var hash = agent.keep(first);
    agent.pull(
        "web",
        Entry.file("/work/lock", hash, first.length, 0644),
        new String(first, StandardCharsets.UTF_8));
    awaitLine("pulled [lock]");
    settle();
    assertThat(project.resolve("lock")).hasContent("made in the container");
    assertThat(heard.lines()).noneMatch(line -> line.startsWith("changed"));
  }

  @Test
  void aPulledFileDoesNotOverwriteAnUnseenChange() throws Exception {
    run(web().pull("/work/lock", "lock"));
    write("lock", "the host's");
    agent.pull("web", Entry.file("/work/lock", agent.keep(new byte[] {'x'}), 1, 0644), "x");
    awaitLine("refused pull-refused");
    assertThat(project.resolve("lock")).hasContent("the host's");
  }

  @Test
  void aProcessIsRestartedInEachContainer() throws Exception {
    run(web());
    assertThat(sync.restart(WEB, LONG)).containsExactly(new Restarted("c1", "c", true, ""));
  }

  private void awaitLine(String line) throws InterruptedException {
    for (var i = 0; i < 2000 && !heard.lines().contains(line); i++) {
      Thread.sleep(5);
    }
    assertThat(heard.lines()).contains(line);
  }

  @Test
  void aBatchWithoutAReceiptIsSentAgainOnAnotherStream() throws Exception {
    sync.close();
    open(Duration.ofMillis(200));
    run(web());
    agent.silent = true;
    write("src/one.txt", "silence");

    settle();

    assertThat(inContainer("/app/one.txt")).contains("silence");
    assertThat(agent.attached).isGreaterThan(1);
    assertThat(agent.count("want")).isGreaterThan(1);
  }

  @Test
  void theAgentForgetsAProjectThatIsDeleted() throws Exception {
    run(web());

    ProjectSync.forget("p", agent);

    assertThat(agent.count("dropProject")).isEqualTo(1);
  }

  @Test
  void theEndOfAStreamIsToldWithItsCause() throws Exception {
    run(web());
    agent.closedDoor = true;
    agent.kill();

    heard.await(() -> heard.lines().contains("detached: the stream ended, fake"));
  }

  @Test
  void aBurstIsAFewBatches() throws Exception {
    run(web());
    var before = heard.batches().size();

    for (int i = 0; i < 2_000; i++) {
      write("src/a/" + i + ".txt", "burst " + i);
    }
    settle();

    assertThat(inContainer("/app/a/1999.txt")).contains("burst 1999");
    var batches = heard.batches().subList(before, heard.batches().size());
    assertThat(batches.stream().mapToInt(SyncBatch::files).sum()).isGreaterThanOrEqualTo(2_000);
    assertThat(batches.size()).isLessThan(500);
  }
}
