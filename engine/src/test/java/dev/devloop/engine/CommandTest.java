package dev.devloop.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.devloop.core.DevloopException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void givesEachLineAsItComesAndTheExitCode(@TempDir Path folder) {
    var lines = new ArrayList<String>();
    var result =
        Command.of("sh", "-c", "echo $A; pwd; echo oops >&2; exit 3")
            .env(Map.of("A", "x"))
            .in(folder)
            .run(lines::add, LONG);
    assertThat(lines).containsExactly("x", folder.toString(), "oops");
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.evidence(1)).hasSize(2).last().isEqualTo("oops");
  }

  @Test
  void isShownAsOneCouldPasteIt() {
    assertThat(Command.of("sh", "-c", "echo 'a b'")).hasToString("sh -c 'echo '\\''a b'\\'''");
  }

  @Test
  void aCommandThatHangsIsEndedWithItsChildren() {
    assertThatThrownBy(
            () -> Command.of("sh", "-c", "echo begun; sleep 600 & wait").run(Duration.ofSeconds(3)))
        .isInstanceOfSatisfying(
            DevloopException.class,
            e -> {
              assertThat(e.problems().getFirst().id()).isEqualTo("command-timeout");
              assertThat(e.problems().getFirst().evidence()).last().isEqualTo("begun");
            });
    assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void aMissingProgramIsTold() {
    assertThatThrownBy(() -> Command.of("no-such-program").run(LONG))
        .hasMessageContaining("Cannot run `no-such-program`");
  }

  @Test
  void anEstimateNeverClaimsToBeDone() {
    assertThat(Ticking.done(5, 10)).isEqualTo(0.45);
    assertThat(Ticking.done(10, 10)).isEqualTo(0.9);
    assertThat(Ticking.done(100, 10)).isBetween(0.98, 0.999);
  }
}
