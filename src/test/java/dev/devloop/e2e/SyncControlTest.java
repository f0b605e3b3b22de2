package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Sync on command: held back, let go, waited for, proved.
final class SyncControlTest {

  private static Project project;
  private static Synced sync;

  @BeforeAll
  static void aProjectThatIsSynced(Projects projects) {
    project = projects.open("actions");
    project.up();
    sync = new Synced(project);
  }

  @Test
  @Covers(commands = {"sync", "sync --pause", "sync --resume"})
  void aPausedServiceKeepsItsFilesUntilItIsResumed() {
    project.devloop("sync", "--pause", "free").mustEndWith(0);
    project.write("free/index.html", "held back\n");
    Project.within(
        Synced.SOON,
        () -> {
          assertThat(sync.sync("free").path("paused").asBoolean()).isTrue();
          assertThat(sync.sync("free").path("pending").asInt()).isPositive();
          assertThat(sync.sync("free").path("held").asText()).isEqualTo("paused");
        });
    assertThat(sync.in("free", "cat", "/work/index.html")).isNotEqualTo("held back");
    project.devloop("status").mustEndWith(0).mustSay("paused");

    project.devloop("sync", "--resume").mustEndWith(0);
    sync.serves("free", "/index.html", "held back");
    assertThat(sync.sync("free").path("paused").asBoolean()).isFalse();
  }

  @Test
  @Covers(keys = "services.*.trigger", commands = "sync --now")
  void aManualServiceIsSyncedWhenAsked() {
    project.write("held/index.html", "by hand\n");
    Project.within(
        Synced.SOON, () -> assertThat(sync.sync("held").path("held").asText()).isEqualTo("manual"));
    assertThat(sync.in("held", "cat", "/work/index.html")).isEqualTo("held");

    project.devloop("sync", "--now", "held").mustEndWith(0);
    assertThat(sync.in("held", "cat", "/work/index.html")).isEqualTo("by hand");
    assertThat(sync.sync("held").path("trigger").asText()).isEqualTo("manual");
  }

  @Test
  @Covers(commands = {"wait", "wait --synced", "wait --json"})
  void aWaitEndsWhenTheNewestSaveIsThere() {
    for (int i = 1; i <= 5; i++) {
      project.write("free/waited.html", "number " + i + "\n");
      project.devloop("wait", "--synced", "free/waited.html").mustEndWith(0);
      assertThat(sync.in("free", "cat", "/work/waited.html")).isEqualTo("number " + i);
    }
    var json = Status.json(project.devloop("wait", "--synced", "--json").mustEndWith(0).out());
    assertThat(json.path("synced").asBoolean()).isTrue();
  }

  @Test
  @Covers(commands = "wait --timeout")
  void aWaitForWhatCannotComeEndsWith4() {
    var dockerfile = project.read("bare/Dockerfile");
    // needed by the last stage and of this run only: BuildKit leaves out what nobody needs, and
    // what
    // it has done before
    project.write(
        "bare/Dockerfile",
        "FROM busybox:1 AS slow\nRUN sleep 20 && echo %d >/slow\n%s\nCOPY --from=slow /slow /slow\n"
            .formatted(System.nanoTime(), dockerfile));
    var run = project.devloop("wait", "--synced", "--timeout", "3s");
    run.mustEndWith(4).mustSay("bare");
    project.write("bare/Dockerfile", dockerfile);
  }

  @Test
  @Covers(commands = {"verify", "verify --json"})
  void aFileThatWasSpoiledInTheContainerIsFoundAndPutRight() {
    project.write("free/sub/deep.html", "as on the host\n");
    sync.live().equal();
    sync.in(
        "free", "sh", "-c", "echo spoiled > /work/index.html; rm /work/sub/deep.html; echo > /own");

    var json = Status.json(project.devloop("verify", "free", "--json").mustEndWith(1).out());
    assertThat(json.path("equal").asBoolean(true)).isFalse();
    var different = json.at("/containers/0/different").toString();
    assertThat(different)
        .contains("/work/index.html", "content")
        .contains("/work/sub/deep.html", "missing")
        .doesNotContain("/own");
    assertThat(sync.in("free", "cat", "/work/index.html"))
        .isEqualTo(project.read("free/index.html").strip());
    assertThat(sync.in("free", "cat", "/work/sub/deep.html")).isEqualTo("as on the host");
    assertThat(sync.has("free", "/own")).isTrue();
    project.devloop("verify", "free").mustEndWith(0).mustSay("equal");
  }
}
