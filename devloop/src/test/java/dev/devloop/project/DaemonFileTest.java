package dev.devloop.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class DaemonFileTest {

  @TempDir Path folder;

  private static DaemonFile me(String token) {
    var self = ProcessHandle.current();
    return new DaemonFile(self.pid(), DaemonFile.startOf(self), 1234, token, "1.0");
  }

  @Test
  void aRunningDaemonIsFound() {
    var file = folder.resolve("daemon");
    me("secret").write(file);

    assertThat(DaemonFile.alive(file)).contains(me("secret"));
  }

  @Test
  void onlyItsOwnerMayReadIt() throws Exception {
    var file = folder.resolve("daemon");
    me("secret").write(file);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void anotherProcessWithTheSameIdIsNotTheDaemon() {
    var file = folder.resolve("daemon");
    var self = ProcessHandle.current();
    new DaemonFile(self.pid(), DaemonFile.startOf(self) - 60_000, 1, "t", "1.0").write(file);

    assertThat(DaemonFile.alive(file)).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aDaemonThatEndedAndThatNobodyTookNoteOfIsNone() throws Exception {
    var file = folder.resolve("daemon");
    // cat has a child that it does not know of
    var parent = new ProcessBuilder("sh", "-c", "sleep 0 & echo $!; exec cat").start();
    try (var out = parent.inputReader()) {
      long pid = Long.parseLong(out.readLine());
      new DaemonFile(pid, 0, 1, "t", "1.0").write(file);
      var end = Instant.now().plusSeconds(10);
      while (DaemonFile.alive(file).isPresent() && Instant.now().isBefore(end)) {
        Thread.sleep(5);
      }

      assertThat(ProcessHandle.of(pid)).map(ProcessHandle::isAlive).contains(true);
      assertThat(DaemonFile.alive(file)).isEmpty();
    } finally {
      parent.destroy();
    }
  }

  @Test
  void noFileAndRubbishAreNoDaemon() throws Exception {
    var file = folder.resolve("daemon");
    assertThat(DaemonFile.alive(file)).isEmpty();
    Files.writeString(file, "pid=x\nrubbish\n");
    assertThat(DaemonFile.alive(file)).isEmpty();
  }

  @Test
  void anEndingDaemonLeavesTheFileOfItsSuccessor() {
    var file = folder.resolve("daemon");
    me("younger").write(file);
    me("older").remove(file);
    assertThat(DaemonFile.alive(file)).isPresent();
    me("younger").remove(file);
    assertThat(Files.exists(file)).isFalse();
  }
}
