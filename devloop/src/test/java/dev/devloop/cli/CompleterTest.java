package dev.devloop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CompleterTest {

  private final Completer completer =
      new Completer(Main.commandLine().getCommandSpec(), () -> List.of("db", "web", "worker"));

  /// @param line what was typed behind `devloop`, with a `|` where words are parted
  private List<String> words(String line) {
    return completer.of(List.of(line.split("\\|", -1))).stream()
        .map(c -> c.split("\t", -1)[0])
        .toList();
  }

  @Test
  void commandsComeWithWhatTheyDo() {
    assertThat(words("")).contains("up", "status", "logs", "completion").doesNotContain("complete");
    assertThat(words("st")).containsExactly("status");
    assertThat(completer.of(List.of("stat")))
        .containsExactly("status\tShow the cluster and the services.");
  }

  @Test
  void optionsOfTheCommandAndOfAll() {
    assertThat(words("down|--")).contains("--delete", "--file", "--yes", "--help");
    assertThat(words("status|--w")).containsExactly("--watch");
    assertThat(words("-")).contains("-C", "--file", "--version");
    assertThat(words("-C|shop|down|--d")).containsExactly("--delete");
  }

  @ParameterizedTest
  @ValueSource(strings = {"logs|", "restart|", "rebuild|", "exec|", "sync|--now|", "verify|"})
  void servicesOfTheProject(String line) {
    assertThat(words(line)).containsExactly("db", "web", "worker");
    assertThat(words(line + "w")).containsExactly("web", "worker");
  }

  @Test
  void severalServicesWhereSeveralAreTaken() {
    assertThat(words("logs|web|")).contains("db");
    assertThat(words("restart|web|")).isEmpty();
    assertThat(words("logs|--tail|5|")).contains("db");
  }

  @Test
  void choices() {
    assertThat(words("engine|")).containsExactly("start", "stop", "status");
    assertThat(words("logs|--level|")).containsExactly("error", "warn", "info", "debug");
    assertThat(words("completion|f")).containsExactly("fish");
  }

  @Test
  void filesAndFoldersAreTheShellsBusiness() {
    assertThat(words("-C|")).containsExactly(Completer.FOLDERS);
    assertThat(words("up|--file|dev")).containsExactly(Completer.FILES);
    assertThat(words("wait|--timeout|")).isEmpty();
  }

  @Test
  void nothingForWhatNobodyUnderstands() {
    assertThat(completer.of(List.of())).isEmpty();
    assertThat(words("nope|")).isNotNull();
    assertThat(words("version|x")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void eachShellHasAScriptThatAsksHere(CompletionCommand.Shell shell) {
    assertThat(CompletionCommand.script(shell))
        .contains(
            "devloop", "complete -- ", "DEVLOOP_COMPLETE=1", Completer.FILES, Completer.FOLDERS);
  }
}
