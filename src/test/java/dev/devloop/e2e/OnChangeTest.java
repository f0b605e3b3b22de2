package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What else happens when files change: commands, restarts, files that come back.
final class OnChangeTest {

  private static Project project;
  private static Synced sync;

  @BeforeAll
  static void aProjectThatReacts(Projects projects) {
    project = projects.open("actions");
    project.up();
    sync = new Synced(project);
  }

  private static String in(String pod, String... command) {
    var args = new String[command.length + 3];
    args[0] = "exec";
    args[1] = pod;
    args[2] = "--";
    System.arraycopy(command, 0, args, 3, command.length);
    return project.kubectl().run(args).out().strip();
  }

  @Test
  @Covers(keys = {"services.*.onChange", "services.*.onChange.paths", "services.*.onChange.run"})
  void commandsRunInEachPodAfterTheFilesAndInTheirOrder() {
    project.write("acts/words.txt", "the words\n");
    project.write("acts/run.txt", "number two\n");
    assertThat(sync.pods("acts")).hasSize(2);
    for (var pod : sync.pods("acts")) {
      Project.within(
          Synced.SOON,
          () -> {
            assertThat(in(pod, "cat", "/tmp/ran")).isEqualTo("number two");
            assertThat(in(pod, "cat", "/tmp/two words")).isEqualTo("the words");
          });
      assertThat(in(pod, "cat", "/tmp/where")).isEqualTo("/");
    }
  }

  @Test
  void aFailingCommandIsTheUsersAndTheFileStands() {
    var pods = sync.pods("acts");
    project.write("acts/fail.txt", "arrived\n");
    Project.within(
        Synced.SOON,
        () -> assertThat(sync.sync("acts").at("/command/id").asText()).isEqualTo("command-failed"));
    var command = sync.sync("acts").path("command");
    assertThat(command.path("what").asText()).contains("exit 7").contains("with 7");
    assertThat(command.path("evidence").toString()).contains("this is broken");
    project.devloop("status").mustEndWith(0).mustSay("command-failed", "this is broken");
    assertThat(project.status().phase("acts")).isEqualTo("ready");
    assertThat(in(pods.getFirst(), "cat", "/work/fail.txt")).isEqualTo("arrived");
    assertThat(sync.pods("acts")).isEqualTo(pods);
  }

  @Test
  void whatACommandSaysIsInTheLogOfItsService() {
    project.write("acts/run.txt", "for the log\n");
    Project.within(
        Synced.SOON,
        () ->
            assertThat(project.devloop("logs", "acts").mustEndWith(0).out())
                .contains("it ran with for the log"));
    assertThat(project.devloop("logs", "acts", "--kind", "app").mustEndWith(0).out())
        .doesNotContain("it ran with");
  }

  /// The kubelet would begin a crashing process again after 10 s, then 20, 40 and so on.
  @Test
  void aSaveThatMendsACrashingProcessIsLiveAtOnce() {
    project.write("fragile/start.sh", "exit 3\n");
    Project.within(
        Devloop.DEADLINE,
        () -> assertThat(project.status().service("fragile").toString()).contains("crash-loop"));
    var crashed = sync.pods("fragile");

    project.write("fragile/start.sh", "exec httpd -f -p 8080 -h /work # mended\n");

    sync.serves("fragile", "/start.sh", "exec httpd -f -p 8080 -h /work # mended");
    sync.rolledOut("fragile", crashed);
    assertThat(project.status().service("fragile").at("/pods/0/restarts").asInt()).isZero();
  }

  @Test
  @Covers(keys = "services.*.onChange.restart")
  void aRestartIsOfTheProcessAndNotOfThePod() {
    var pods = sync.pods("acts");
    project.write("acts/restart.txt", "two\n");
    for (var pod : pods) {
      Project.within(
          Synced.SOON,
          () -> {
            assertThat(in(pod, "cat", "/tmp/seen")).isEqualTo("two");
            assertThat(in(pod, "cat", "/tmp/begins").lines().count()).isGreaterThan(1);
          });
    }
    assertThat(sync.pods("acts")).isEqualTo(pods);
    assertThat(project.status().service("acts").at("/pods/0/restarts").asInt()).isZero();
  }

  /// Nobody listens in the two seconds in between.
  @Test
  void aRequestWaitsForAProcessThatBeginsAnew() {
    var pod = sync.pods("slow").getFirst();
    var page = project.status().url("slow") + "/index.html";
    var begins = in(pod, "cat", "/tmp/begins");
    project.write("slow/index.html", "two\n");
    Project.within(
        Synced.SOON, () -> assertThat(in(pod, "cat", "/tmp/begins")).isNotEqualTo(begins));

    var answer = Http.get(page);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("two\n");
    assertThat(sync.pods("slow")).containsExactly(pod);
  }

  @Test
  void aProcessWithoutAShellIsRestartedToo() {
    var pods = sync.pods("bare");
    project.write("bare/www/restart.html", "two\n");
    sync.serves("bare", "/restart.html", "two");
    Project.within(Synced.SOON, () -> assertThat(steps()).contains("bare: restart"));
    sync.serves("bare", "/restart.html", "two");
    assertThat(sync.pods("bare")).isEqualTo(pods);
    assertThat(project.status().service("bare").at("/pods/0/restarts").asInt()).isZero();
  }

  private static String steps() {
    return project.sandbox().daemonLogs().stream().map(Folders::read).reduce("", String::concat);
  }

  @Test
  void aCommandInAnImageWithoutAShellSaysWhatToDo() {
    project.write("bare/www/shell.html", "two\n");
    Project.within(
        Synced.SOON,
        () ->
            assertThat(sync.sync("bare").at("/command/meaning").asText())
                .contains("does not have sh"));
    assertThat(project.body("bare", "/shell.html").strip()).isEqualTo("two");
  }

  @Test
  @Covers(keys = "services.*.onChange.rebuild")
  void aRebuildBuildsAndRollsOut(Projects projects) {
    var other = projects.open("build");
    other.up();
    var there = new Synced(other);
    var pods = there.pods("page");
    other.write("app/page.html", "by itself\n");
    there.rolledOut("page", pods);
    assertThat(other.body("page", "/").strip()).isEqualTo("by itself");
  }

  @Test
  @Covers(keys = {"services.*.pull", "services.*.pull.from", "services.*.pull.to"})
  void whatChangesInTheContainerComesBack() {
    sync.in("pulled", "sh", "-c", "echo locked by the container > /work/lock.txt");
    Project.within(
        Synced.SOON,
        () ->
            assertThat(project.read("pulled/lock.txt").strip())
                .isEqualTo("locked by the container"));
    sync.in("pulled", "sh", "-c", "mkdir -p /made/sub && echo made > /made/sub/file");
    Project.within(
        Synced.SOON,
        () -> assertThat(sync.path("pulled-folder/sub/file")).exists().hasContent("made\n"));
    sync.live().equal();
    assertThat(sync.in("pulled", "cat", "/work/lock.txt")).isEqualTo("locked by the container");
  }

  @Test
  @Covers(commands = {"restart", "restart --pod"})
  void restartIsTheProcessAndWithPodNewPods() {
    var pods = sync.pods("free");
    var address = project.status().url("free") + "/index.html";
    project.devloop("restart", "free").mustEndWith(0);
    // it ends when the process serves again
    assertThat(Http.get(address).statusCode()).isEqualTo(200);
    assertThat(sync.pods("free")).isEqualTo(pods);
    assertThat(project.status().service("free").at("/pods/0/restarts").asInt()).isZero();
    project.body("free", "/index.html");

    project.devloop("restart", "free", "--pod").mustEndWith(0);
    sync.rolledOut("free", pods);
    assertThat(List.of(project.body("free", "/index.html").strip())).containsExactly("free");
  }
}
