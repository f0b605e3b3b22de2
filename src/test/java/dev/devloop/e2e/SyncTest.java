package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A saved file is in the running container, whatever the container is made of.
final class SyncTest {

  private static Project project;
  private static Synced sync;

  @BeforeAll
  static void aProjectWithAllKindsOfContainers(Projects projects) {
    project = projects.open("sync");
    project.up();
    sync = new Synced(project);
  }

  @Test
  @Covers(keys = {"services.*.sync", "services.*.sync.from", "services.*.sync.to"})
  void aSavedFileIsServedFromTheSamePod() {
    var pods = sync.pods("page");
    project.write("page/www/index.html", "saved\n");
    sync.serves("page", "/index.html", "saved");
    assertThat(sync.pods("page")).isEqualTo(pods);
    assertThat(sync.in("page", "cat", "/srv/www/index.html")).isEqualTo("saved");
  }

  @Test
  void createsRenamesAndDeletesArrive() {
    project.write("page/www/new/deep/er/file.html", "new\n");
    project.write("page/www/empty.html", "");
    project.write("page/www/a name\nof two lines äö.html", "odd\n");
    sync.live();
    assertThat(sync.in("page", "cat", "/srv/www/new/deep/er/file.html")).isEqualTo("new");
    assertThat(sync.in("page", "cat", "/srv/www/a name\nof two lines äö.html")).isEqualTo("odd");
    assertThat(sync.in("page", "wc", "-c", "/srv/www/empty.html")).startsWith("0 ");

    sync.move("page/www/new/deep", "page/www/moved");
    project.delete("page/www/empty.html");
    sync.live();
    assertThat(sync.in("page", "cat", "/srv/www/moved/er/file.html")).isEqualTo("new");
    assertThat(sync.has("page", "/srv/www/new/deep")).isFalse();
    assertThat(sync.has("page", "/srv/www/empty.html")).isFalse();
    sync.equal("page");
  }

  @Test
  void linksAndModesArrive() {
    project.write("page/www/tool.sh", "#!/bin/sh\necho it runs\n");
    sync.mode("page/www/tool.sh", "rwxr-xr-x");
    sync.link("page/www/link.html", "index.html");
    sync.live();
    assertThat(sync.in("page", "/srv/www/tool.sh")).isEqualTo("it runs");
    assertThat(sync.in("page", "readlink", "/srv/www/link.html")).isEqualTo("index.html");

    sync.mode("page/www/tool.sh", "rw-r--r--");
    sync.live();
    assertThat(sync.in("page", "stat", "-c", "%a", "/srv/www/tool.sh")).isEqualTo("644");
  }

  @Test
  @Covers(keys = "services.*.sync.ignore")
  void whatIsIgnoredStaysOnTheHost() {
    project.write("page/www/unit.test", "ignored by the rule\n");
    project.write("page/www/noise.log", "ignored by .dockerignore\n");
    project.write("page/www/kept.log", "excepted in .dockerignore\n");
    project.write("page/www/private/more.html", "ignored by .devloopignore\n");
    project.write("page/www/index.html~", "of an editor\n");
    project.write("page/www/sentinel.html", "last\n");
    sync.live();
    assertThat(sync.in("page", "cat", "/srv/www/sentinel.html")).isEqualTo("last");
    assertThat(sync.in("page", "cat", "/srv/www/kept.log")).contains("excepted");
    for (var ignored : List.of("unit.test", "noise.log", "private/more.html", "index.html~")) {
      assertThat(sync.has("page", "/srv/www/" + ignored)).as(ignored).isFalse();
    }
  }

  @Test
  void aServiceThatIsNotBuiltIsSyncedBeforeItsFirstInstruction() {
    // what the process copied when it began
    assertThat(sync.in("plain", "cat", "/first/other.html")).isEqualTo("plain other");
    project.write("plain/other.html", "saved\n");
    sync.serves("plain", "/other.html", "saved");
  }

  @Test
  void ofRulesThatOverlapTheLastOneWins() {
    assertThat(project.body("plain", "/index.html").strip()).isEqualTo("the last rule wins");
    project.write("plain/index.html", "hidden by the last rule\n");
    project.write("extra.html", "the last rule still wins\n");
    sync.serves("plain", "/index.html", "the last rule still wins");
  }

  @Test
  void aUserWhoIsNotRootOwnsWhatArrives() {
    project.write("user/www/mine.html", "for the user\n");
    sync.mode("user/www/mine.html", "rw-------");
    sync.serves("user", "/mine.html", "for the user");
    assertThat(sync.in("user", "stat", "-c", "%u", "/srv/www/mine.html")).isEqualTo("1000");
    assertThat(sync.in("user", "sh", "-c", "echo more >> /srv/www/mine.html && echo written"))
        .isEqualTo("written");
  }

  @Test
  void aContainerWithoutAShellIsSynced() {
    project.write("bare/www/deep/new.html", "in a bare container\n");
    sync.serves("bare", "/deep/new.html", "in a bare container");
    project.delete("bare/www/deep/new.html");
    sync.servesNot("bare", "/deep/new.html");
  }

  @Test
  void allReplicasGetTheFile() {
    project.write("many/index.html", "to all of them\n");
    sync.live();
    assertThat(sync.pods("many")).hasSize(3);
    for (var pod : sync.pods("many")) {
      assertThat(project.kubectl().out("exec", pod, "--", "cat", "/www/index.html"))
          .isEqualTo("to all of them");
    }
    assertThat(sync.last("many").path("containers").asInt()).isEqualTo(3);
  }

  @Test
  void bothContainersOfOneImageGetTheFile() {
    project.write("pair/www/index.html", "to both\n");
    sync.live();
    var pod = sync.pods("pair").getFirst();
    for (var container : List.of("left", "right")) {
      assertThat(
              project
                  .kubectl()
                  .out("exec", pod, "-c", container, "--", "cat", "/srv/www/index.html"))
          .isEqualTo("to both");
    }
  }

  @Test
  void aReadOnlyContainerGetsANewImageAndSaysWhy() {
    var pods = sync.pods("locked");
    project.write("locked/www/index.html", "through a new image\n");
    sync.rolledOut("locked", pods);
    var pod = sync.pods("locked").getFirst();
    assertThat(project.kubectl().out("exec", pod, "--", "cat", "/srv/www/index.html"))
        .isEqualTo("through a new image");
    assertThat(Folders.read(sync.path("locked/www/index.html"))).contains("through a new image");
    assertThat(project.sandbox().daemonLogs())
        .anyMatch(log -> Folders.read(log).contains("sync-read-only"));
  }

  @Test
  void eachSaveIsInTheStatus() {
    project.write("plain/other.html", "measured\n");
    sync.serves("plain", "/other.html", "measured");
    sync.live();
    var last = sync.last("plain");
    assertThat(last.path("files").asInt()).isPositive();
    assertThat(last.path("latencyMs").asDouble()).isPositive();
    assertThat(last.path("verified").asBoolean()).isTrue();
    assertThat(last.path("at").asText()).isNotEmpty();
    assertThat(sync.sync("plain").path("p50Ms").asDouble()).isPositive();
    assertThat(sync.sync("plain").path("p95Ms").asDouble()).isPositive();
    project.devloop("status").mustEndWith(0).mustSay("saved");
  }
}
