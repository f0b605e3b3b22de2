package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The live view on a real terminal, of a project that runs.
final class TerminalTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String KEYS = "? help  q leave";
  private static final String COLOUR = "\u001b[32m";

  private static Project project;

  @BeforeAll
  static void aProjectThatRuns(Projects projects) {
    project = projects.open("web");
    project.append(
        Project.CONFIG,
        """
          talker:
            image: busybox:1
            command: [sh, -c, 'trap "exit 0" TERM; i=0; while true; do i=$((i+1)); echo "line $i"; sleep 0.3 & wait; done']
        """);
    project.up();
  }

  private static Devloop cli() {
    return project.cli().with("TERM", "xterm-256color").with("LC_ALL", "C.UTF-8");
  }

  private static Screen up(int columns, int rows) {
    return Screen.start(cli(), columns, rows, "up").shows(KEYS, project.status().url("web"));
  }

  @Test
  void rowsStandBelowTheLog() {
    try (var screen = up(80, 24)) {
      screen.shows("talker | line");
      assertThat(screen.printed()).contains("http://127.0.0.1:" + project.status().daemonPort());
      var lines = screen.lines();
      assertThat(lines.getLast()).endsWith(KEYS);
      assertThat(screen.rowsOf("web")).hasSize(1);
      assertThat(screen.rowsOf("talker")).hasSize(1);
      assertThat(lines.indexOf(screen.rowsOf("web").getFirst()))
          .isGreaterThan(lines.lastIndexOf(lastLog(lines)));
      screen.type("q");
      screen.end().mustEndWith(0).mustSay("devloop status", "devloop down");
    }
    assertThat(project.status().hasDaemon()).isTrue();
  }

  private static String lastLog(List<String> lines) {
    return lines.stream().filter(l -> l.startsWith("talker | ")).reduce((_, b) -> b).orElseThrow();
  }

  @Test
  void controlCEndsWith130AndTheDaemonStays() {
    var daemon = project.status().daemonPid();
    try (var screen = up(80, 24)) {
      screen.type("\u0003");
      screen.end().mustEndWith(130).mustSay("devloop status");
      // the cursor is back, below the rows
      assertThat(screen.printed().lastIndexOf("\u001b[?25h"))
          .isGreaterThan(screen.printed().lastIndexOf("\u001b[?25l"));
    }
    assertThat(project.status().daemonPid()).isEqualTo(daemon);
    assertThat(project.status().phase("web")).isEqualTo("ready");
  }

  @ParameterizedTest
  @CsvSource({"200,50", "80,24", "60,15", "40,10", "24,6", "12,4"})
  void itFitsIntoWindowsOfAnySize(int columns, int rows) {
    try (var screen = Screen.start(cli(), columns, rows, "status", "--watch")) {
      screen.shows(() -> assertThat(screen.lines()).isNotEmpty());
      screen.shows(() -> assertThat(screen.lines().getLast()).isNotEmpty());
      assertThat(screen.lines())
          .hasSizeLessThanOrEqualTo(rows)
          .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(columns));
      screen.type("q");
      screen.end().mustEndWith(0);
    }
  }

  @Test
  void aChangedWindowIsDrawnAnew() throws Exception {
    try (var screen = up(100, 30)) {
      for (var size : List.of(List.of(50, 12), List.of(120, 40), List.of(40, 8), List.of(80, 24))) {
        screen.resize(size.get(0), size.get(1));
        screen.shows(() -> {
          assertThat(screen.lines().getLast()).endsWith(KEYS);
          assertThat(screen.lines())
              .allSatisfy(l -> assertThat(l.length()).isLessThan(size.get(0)));
          assertThat(screen.rowsOf("web")).hasSize(1);
          assertThat(screen.rowsOf("talker")).hasSize(1);
        });
      }
      screen.type("q");
      screen.end().mustEndWith(0);
    }
  }

  @Test
  void keysSelectFilterAndFollow() {
    try (var screen = up(100, 30)) {
      screen.type("j");
      screen.shows("▸ web");
      screen.type("l");
      screen.shows("logs of web", "serving hello");
      screen.type("j");
      screen.type("l");
      screen.shows("logs of talker");
      screen.type("/line \u007f5");
      screen.shows("/line5");
      screen.type("\u0015/e [0-9]*7$/\r");
      screen.shows(
          () -> assertThat(screen.lines()).anySatisfy(l -> assertThat(l).matches("line \\d*7")));
      screen.type("\u001b");
      screen.shows("logs of talker: Esc");
      screen.type("f");
      screen.shows("paused, ");
      screen.type("f?");
      screen.shows("select a service", "Ctrl-L");
      screen.type("?q");
      screen.end().mustEndWith(0);
    }
  }

  @Test
  void keysActOnTheSelectedService() {
    var before = project.status();
    try (var screen = up(100, 30)) {
      screen.type("jo");
      // no display here: the address is shown
      screen.shows(() -> assertThat(screen.lines().getLast()).contains(before.url("web")));
      screen.type("r");
      screen.shows("web: restart done");
      screen.type("b");
      screen.shows("web: rebuild done");
      screen.type("q");
      screen.end().mustEndWith(0);
    }
  }

  @Test
  void noColoursUnderNoColor() {
    try (var screen = up(80, 24)) {
      assertThat(screen.printed()).contains(COLOUR);
      screen.type("q");
      screen.end();
    }
    try (var screen = Screen.start(cli().with("NO_COLOR", "1"), 80, 24, "up")) {
      screen.shows(KEYS, "talker | line");
      assertThat(screen.printed()).doesNotContainPattern("\u001b\\[[0-9;]*m");
      screen.type("q");
      screen.end().mustEndWith(0);
    }
    var plain = Screen.start(cli().with("NO_COLOR", "1"), 80, 24, "status").end().mustEndWith(0);
    assertThat(plain.out()).contains("web").doesNotContain("\u001b");
  }

  @Test
  void aPipeAndADumbTerminalGetPlainLines() {
    assertThat(project.devloop("up").mustEndWith(0).all()).doesNotContain("\u001b");
    assertThat(project.devloop("status").mustEndWith(0).all()).doesNotContain("\u001b");
    var dumb = Screen.start(cli().with("TERM", "dumb"), 80, 24, "up").end().mustEndWith(0);
    assertThat(dumb.out()).contains(project.status().url("web")).doesNotContain("\u001b");
  }

  @Test
  void aTerminalThatKnowsNoUnicodeGetsAscii() {
    try (var screen = Screen.start(cli().with("LC_ALL", "C"), 80, 24, "status", "--watch")) {
      screen.shows(KEYS);
      screen.type("j");
      screen.shows("> web");
      assertThat(String.join("", screen.lines())).matches("\\p{ASCII}*");
      screen.type("q");
      screen.end().mustEndWith(0);
    }
  }

  @Test
  @Covers(commands = "status --watch")
  void statusGoesOnAndShowsWhatChanges() {
    try (var rows = project.cli().start("status", "--watch");
        var json = project.cli().start("status", "--watch", "--json")) {
      Project.until(SOON, () -> rows.output().contains("ready") && !json.output().isEmpty());
      int seen = rows.output().length();
      project.devloop("restart", "talker", "--pod").mustEndWith(0);
      Project.until(SOON, () -> rows.output().substring(seen).contains("talker"));
      assertThat(rows.output()).doesNotContain("\u001b");
      Project.until(SOON, () -> json.output().lines().count() > 1);
      assertThat(json.output().lines())
          .allSatisfy(line -> assertThat(Status.json(line).path("schema").asInt()).isEqualTo(1));
      rows.signal("INT");
      rows.end(SOON).mustEndWith(130);
      json.signal("INT");
      json.end(SOON).mustEndWith(130);
    }
  }

  @Test
  @Covers(commands = {"ls --json", "doctor --json", "validate --json", "engine --json"})
  void readingCommandsSpeakJson() {
    var ls = Status.json(project.devloop("ls", "--json").mustEndWith(0).out());
    assertThat(ls.path("projects"))
        .anySatisfy(p -> {
          assertThat(p.path("name").asText()).isEqualTo(project.name());
          assertThat(p.at("/daemon/pid").asLong()).isEqualTo(project.status().daemonPid());
        });
    var doctor = Status.json(project.devloop("doctor", "--json").out());
    assertThat(doctor.path("checks"))
        .anySatisfy(c -> assertThat(c.path("level").asText()).isEqualTo("ok"));
    var engine = Status.json(project.devloop("engine", "status", "--json").mustEndWith(0).out());
    assertThat(engine.path("address").asText()).contains("://");
    assertThat(
            Status.json(project.devloop("validate", "--json").mustEndWith(0).out())
                .path("valid")
                .asBoolean())
        .isTrue();
    project.write("wrong.yaml", "version: 1\nproject: wrong\nservices: {web: {imag: x}}\n");
    var wrong =
        Status.json(project.devloop("-f", "wrong.yaml", "validate", "--json").mustEndWith(2).out());
    assertThat(wrong.path("valid").asBoolean()).isFalse();
    assertThat(wrong.at("/problems/0/what").asText()).contains("imag");
  }
}
