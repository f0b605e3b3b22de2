package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// No change is lost, whatever happens around it.
final class NeverLostTest {

  private static Project project;
  private static Synced sync;

  @BeforeAll
  static void aProjectWithAllKindsOfContainers(Projects projects) {
    project = projects.open("sync");
    project.up();
    sync = new Synced(project);
  }

  @Test
  void aSourceUnderNoRuleIsBuiltByItself() {
    var pods = sync.pods("page");
    project.write("page/notes.txt", "second notes\n");
    sync.rolledOut("page", pods);
    assertThat(sync.in("page", "cat", "/srv/notes.txt")).isEqualTo("second notes");
  }

  @Test
  void anIgnoredFileDoesNothing() {
    var pods = sync.pods("page");
    var image = project.status().service("page").path("image").asText();
    project.write("page/ignored.txt", "nobody cares\n");
    project.write("page/www/index.html", "after the ignored one\n");
    sync.live().serves("page", "/index.html", "after the ignored one");
    assertThat(sync.pods("page")).isEqualTo(pods);
    assertThat(project.status().service("page").path("image").asText()).isEqualTo(image);
  }

  @Test
  void whatIsSavedWhileTheImageIsBuiltAndThePodStartsIsThere() {
    var pods = sync.pods("page");
    project.write("page/notes.txt", "third notes\n");
    for (int i = 1; i <= 40; i++) {
      project.write("page/www/during-" + i + ".html", "number " + i + "\n");
      pause();
    }
    project.delete("page/www/doomed.html");
    sync.rolledOut("page", pods);
    sync.live().equal();
    for (int i = 1; i <= 40; i++) {
      assertThat(sync.in("page", "cat", "/srv/www/during-" + i + ".html")).isEqualTo("number " + i);
    }
    assertThat(sync.has("page", "/srv/www/doomed.html")).isFalse();
  }

  /// Spreads the saves over the time of the build.
  private static void pause() {
    var end = System.nanoTime() + Duration.ofMillis(100).toNanos();
    Project.until(Duration.ofSeconds(5), () -> System.nanoTime() > end);
  }

  @Test
  void aRestartedContainerHasTheFilesAtItsFirstInstruction() {
    project.write("plain/other.html", "before the restart\n");
    sync.live();
    var pod = sync.pods("plain").getFirst();
    project.kubectl().run("exec", pod, "--", "kill", "-9", "-1");
    project.kubectl().run("exec", pod, "--", "kill", "1");
    Project.within(
        Synced.SOON.multipliedBy(2),
        () ->
            assertThat(project.kubectl().out("exec", pod, "--", "cat", "/first/other.html"))
                .isEqualTo("before the restart"));
  }

  @Test
  void aReplacedPodHasTheFilesAtItsFirstInstruction() {
    project.write("plain/other.html", "before the replacement\n");
    sync.live();
    var pods = sync.pods("plain");
    project.kubectl().out("delete", "pod", pods.getFirst(), "--grace-period=1");
    sync.rolledOut("plain", pods);
    assertThat(sync.in("plain", "cat", "/first/other.html")).isEqualTo("before the replacement");
  }

  @Test
  void aPodWithoutAShellIsReplacedWithItsFiles() {
    project.write("bare/www/kept.html", "kept\n");
    sync.live();
    var pods = sync.pods("bare");
    project.kubectl().out("delete", "pod", pods.getFirst(), "--grace-period=1");
    sync.rolledOut("bare", pods);
    sync.serves("bare", "/kept.html", "kept");
  }

  @Test
  void morePodsGetTheFilesToo() {
    project.write("many/late.html", "for those to come\n");
    sync.live();
    project.edit(Project.CONFIG, "replicas: 3", "replicas: 4");
    Project.within(
        Devloop.DEADLINE,
        () -> {
          assertThat(sync.pods("many")).hasSize(4);
          assertThat(project.status().phase("many")).isEqualTo("ready");
        });
    for (var pod : sync.pods("many")) {
      assertThat(project.kubectl().out("exec", pod, "--", "cat", "/www/late.html"))
          .isEqualTo("for those to come");
    }
  }

  @Test
  void anotherBranchAndBackIsOlderAndStillTheTruth() {
    git("init", "-q");
    git("add", "-A");
    git("commit", "-q", "-m", "one");
    git("checkout", "-q", "-b", "other");
    project.write("plain/other.html", "of the other branch\n");
    project.write("plain/only-there.html", "only there\n");
    git("add", "-A");
    git("commit", "-q", "-m", "two");
    sync.serves("plain", "/only-there.html", "only there");
    var first = project.read("plain/other.html");

    git("checkout", "-q", "-");
    sync.live().servesNot("plain", "/only-there.html");
    assertThat(project.read("plain/other.html")).isNotEqualTo(first);
    sync.serves("plain", "/other.html", project.read("plain/other.html").strip());

    git("checkout", "-q", "other");
    sync.serves("plain", "/other.html", "of the other branch");
    sync.live().equal();
  }

  private static void git(String... args) {
    var command = new ArrayList<>(List.of("git", "-c", "user.name=a"));
    command.addAll(List.of("-c", "user.email=a@example.org"));
    command.addAll(List.of(args));
    Started.start(project.folder(), project.sandbox().env(), command)
        .input("")
        .end(Synced.SOON)
        .mustEndWith(0);
  }

  @Test
  void whatIsSavedWhileThereIsNoDaemonArrivesWithTheNext() {
    project.killDaemon();
    project.write("plain/other.html", "without a daemon\n");
    project.up();
    sync.live().serves("plain", "/other.html", "without a daemon");
    sync.equal();
  }
}
