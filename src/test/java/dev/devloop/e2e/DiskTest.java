package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What devloop takes of the disk. Each image of the fixture has 5 MB that no other one has.
final class DiskTest {

  private static final int REBUILDS = 30;

  /// Less than half of what so many images take when the registry is not tidied up.
  private static final long ROOM = 60_000_000;

  /// Doctor tells hundredths of a gigabyte of each of some holders.
  private static final Pattern SIZE = Pattern.compile("(\\d+\\.\\d\\d) GB");

  private static final long ROUNDING = 25_000_000;

  private static Project project;

  @Test
  @Covers(keys = "disk")
  void theBudgetIsHeldUnderThirtyRebuildsAndWhatRunsStays(Projects projects) {
    project = projects.open("disk");
    project.up();
    projects.sandbox().awaitRemovals();
    long allowed = used() + ROOM;
    project.append(Project.CONFIG, "disk: " + allowed + "\n");
    project.up();
    var url = project.status().url("site") + "/";

    for (int i = 1; i <= REBUILDS; i++) {
      var text = "number " + i + "\n";
      project.write("app/index.html", text);
      Project.within(Devloop.DEADLINE, () -> assertThat(Http.get(url).body()).isEqualTo(text));
    }

    Project.within(
        Duration.ofMinutes(2), () -> assertThat(used()).isLessThanOrEqualTo(allowed + ROUNDING));
    assertThat(project.status().phase("site")).isEqualTo("ready");
    project.kubectl().out("delete", "pods", "--all", "--wait=false");
    Project.within(
        Devloop.DEADLINE,
        () -> {
          assertThat(project.status().phase("site")).isEqualTo("ready");
          assertThat(Http.get(url).body()).isEqualTo("number " + REBUILDS + "\n");
        });
    assertThat(projects.sandbox().keeper().status().phase("keeper")).isEqualTo("ready");
  }

  /// What `doctor` says, in bytes.
  private static long used() {
    var row = project.devloop("doctor").out().lines().filter(it -> it.contains("disk of devloop"));
    var sizes = SIZE.matcher(row.findFirst().orElseThrow());
    return sizes.results().mapToLong(it -> Math.round(Double.parseDouble(it.group(1)) * 1e9)).sum();
  }
}
