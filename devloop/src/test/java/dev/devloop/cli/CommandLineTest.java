package dev.devloop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class CommandLineTest {

  @Test
  void everyCommandShowsHelp() {
    for (var command : Main.commandLine().getSubcommands().keySet()) {
      var out = new StringWriter();
      int exit = Main.commandLine().setOut(new PrintWriter(out)).execute(command, "--help");
      assertThat(exit).as(command).isZero();
      assertThat(out.toString()).contains("Usage: devloop " + command);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nope",
        "up --nope",
        "clean",
        "exec web",
        "restart",
        "up --timeout 5x",
        "sync",
        "sync --pause --now",
        "wait"
      })
  void aWrongCommandLineEndsWith2(String line) {
    var err = new StringWriter();
    int exit = Main.commandLine().setErr(new PrintWriter(err)).execute(line.split(" ", -1));

    assertThat(exit).isEqualTo(2);
    assertThat(err.toString()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"500ms,PT0.5S", "90s,PT1M30S", "5m,PT5M", "1h,PT1H", "2d,PT48H"})
  void spansOfTime(String text, Duration wanted) {
    assertThat(new Spans().convert(text)).isEqualTo(wanted);
  }

  @Test
  void otherTextIsNoSpanOfTime() {
    assertThatThrownBy(() -> new Spans().convert("5 minutes"))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("such as 5m");
  }

  @Test
  void everyCommandHasExamplesThatItUnderstands() {
    for (var command : Main.commandLine().getSubcommands().values()) {
      if (command.getCommandSpec().usageMessage().hidden()) {
        continue;
      }
      var footer = List.of(command.getCommandSpec().usageMessage().footer());
      var examples = footer.subList(footer.indexOf("Examples:") + 1, footer.size());
      assertThat(footer).as(command.getCommandName()).contains("Examples:");
      assertThat(examples)
          .allSatisfy(line -> assertThat(line).startsWith("  "))
          .anySatisfy(line -> assertThat(line).contains("devloop", command.getCommandName()));
    }
  }

  @Test
  void aWrongCommandLineIsExplained() {
    var err = new StringWriter();
    Main.commandLine().setErr(new PrintWriter(err)).execute("up", "--detahc");

    assertThat(err.toString().lines())
        .containsExactly(
            "error: Unknown option: '--detahc' [usage]",
            "  why:  Meant was perhaps: --detach",
            "  fix:  devloop up --help");
  }

  /// The options before it are skipped; what is not plain to see is left to the parser.
  @ParameterizedTest
  @CsvSource({
    "status, status",
    "-C up status -w, status",
    "-y -f other.yaml --yes --file f logs --help, logs",
  })
  void onlyTheCommandThatIsMeantIsMade(String line, String command) {
    assertThat(Main.needed(Main.root(), line.split(" ", -1))).containsExactly(command);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--help", "nope status", "-C status", "-yC status up", "--help status", ""})
  void elseAllCommandsAre(String line) {
    assertThat(Main.needed(Main.root(), line.split(" ", -1)))
        .containsExactlyElementsOf(Main.commandLine().getSubcommands().keySet());
  }

  @Test
  void completeIsForScriptsOnly() {
    var out = new StringWriter();
    Main.commandLine().setOut(new PrintWriter(out)).execute("--help");

    assertThat(out.toString()).contains("\n  completion ").doesNotContain("\n  complete ");
  }
}
