package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Commands that read dev-config.yaml and start nothing.
final class ConfigErrorsTest {

  @ParameterizedTest
  @ValueSource(strings = {"validate", "up --detach"})
  @Covers(commands = "validate")
  void allErrorsAreToldAtOnceAndNothingIsStarted(String command, Projects projects) {
    var project = projects.openUnstarted("config-errors");
    var run = project.devloop(command.split(" ", -1)).mustEndWith(2);
    run.mustSay(
        "replicas-negative",
        "cpu-invalid",
        "port-out-of-range",
        "depends-cycle",
        "host-conflict",
        "path-outside",
        "key-unknown",
        "did you mean `replicas`",
        "change-uncovered",
        "env-file-missing");
    run.mustSay(Project.CONFIG + ":" + line(project, "replicas: -1") + ":");
    run.mustSay(Project.CONFIG + ":" + line(project, "replcias: 2") + ":");
    project.write(
        Project.CONFIG,
        "version: 1\nproject: " + project.name() + "\nservices: {a: {image: 'busybox:1'}}\n");
    assertThat(project.status().hasDaemon()).as("a daemon was started").isFalse();
  }

  private static int line(Project project, String text) {
    return project
            .read(Project.CONFIG)
            .lines()
            .takeWhile(line -> !line.contains(text))
            .toList()
            .size()
        + 1;
  }

  @Test
  @Covers(
      keys = {
        "services.*.sync",
        "services.*.sync.from",
        "services.*.sync.to",
        "services.*.sync.ignore",
        "services.*.onChange",
        "services.*.onChange.paths",
        "services.*.onChange.run",
        "services.*.onChange.restart",
        "services.*.onChange.rebuild"
      })
  void aValidFileIsFoundValidAndAMistakeInItsRulesIsNot(Projects projects) {
    var project = projects.openUnstarted("build");
    project.append(
        Project.CONFIG,
        """
              - {paths: [notes/note.txt], run: echo changed}
              - {paths: [notes], restart: true}
        """);
    project.edit(Project.CONFIG, "to: /notes}", "to: /notes, ignore: ['*.tmp']}");
    project.devloop("validate").mustEndWith(0);
    project.edit(Project.CONFIG, "to: /notes", "to: notes");
    project.edit(Project.CONFIG, "from: notes", "from: ../../..");
    project.edit(Project.CONFIG, "restart: true", "restart: true, rebuild: true");
    project
        .devloop("validate")
        .mustEndWith(2)
        .mustSay("sync-to-relative", "path-outside", "change-action");
  }

  @Test
  @Covers(commands = {"-C", "-f"})
  void folderAndFileCanBeChosen(Projects projects) {
    var project = projects.openUnstarted("web");
    var elsewhere = project.cli().in(project.sandbox().root());
    var folder = project.folder().toString();
    elsewhere.run("-C", folder, "validate").mustEndWith(0);
    elsewhere.run("validate", "-C", folder).mustEndWith(0);

    project.write(
        "other.yaml",
        "version: 1\nproject: other\nservices: {a: {image: 'busybox:1', port: 70000}}\n");
    elsewhere
        .run("-C", folder, "-f", "other.yaml", "validate")
        .mustEndWith(2)
        .mustSay("other.yaml:3:");
    project.devloop("validate", "-f", "other.yaml").mustEndWith(2).mustSay("port-out-of-range");
  }

  @Test
  void aFolderWithoutAFileIsAnErrorThatNamesInit(Projects projects) {
    var project = projects.openUnstarted("init");
    project.devloop("validate").mustEndWith(2).mustSay("config-missing", "devloop init");
  }

  @Test
  void theLocalFileOverrides(Projects projects) {
    var project = projects.openUnstarted("web");
    project.write("dev-config.local.yaml", "services: {web: {replicas: -2}}\n");
    project
        .devloop("validate")
        .mustEndWith(2)
        .mustSay("dev-config.local.yaml:1", "replicas-negative");
  }

  @Test
  void variablesAreReplacedAndAMissingOneIsAnError(Projects projects) {
    var project = projects.openUnstarted("web");
    project.edit(Project.CONFIG, "port: 8080", "port: ${E2E_PORT}");
    project.devloop("validate").mustEndWith(2).mustSay("variable-undefined", "E2E_PORT");
    project.cli().with("E2E_PORT", "70000").run("validate").mustEndWith(2).mustSay("70000");
    project.cli().with("E2E_PORT", "8080").run("validate").mustEndWith(0);
    project.edit(Project.CONFIG, "${E2E_PORT}", "${E2E_PORT:-8080}");
    project.devloop("validate").mustEndWith(0);
  }

  @Test
  @Covers(commands = {"init", "init --print"})
  void initWritesAFirstFileThatIsValidAndNeverOverwrites(Projects projects) {
    var project = projects.openUnstarted("init");
    var printed = project.devloop("init", "--print").mustEndWith(0).out();
    assertThat(project.folder().resolve(Project.CONFIG)).doesNotExist();
    project.devloop("init").mustEndWith(0);
    assertThat(project.read(Project.CONFIG)).isEqualTo(printed);
    assertThat(project.read(Project.CONFIG))
        .contains("api:", "context", "8080", "cache:", "valkey/valkey:8", "/data");
    project.devloop("validate").mustEndWith(0);
    project.devloop("init").mustEndWith(2).mustSay("config-exists");
  }

  @Test
  @Covers(commands = "schema")
  void theSchemaIsPrintedAndIsTheOneOfTheDocs(Projects projects) {
    var printed = projects.openUnstarted("web").devloop("schema").mustEndWith(0).out();
    assertThat(Status.json(printed)).isEqualTo(Status.json(Contract.schemaText()));
  }

  @Test
  @Covers(commands = "completion")
  void theCompletionScriptIsShellThatKnowsTheCommands(Projects projects) {
    var project = projects.openUnstarted("web");
    var script = project.devloop("completion", "bash").mustEndWith(0).out();
    project.write("completion.sh", script);
    assertThat(completed(project, "devloop", "sta")).containsExactly("status");
    assertThat(completed(project, "devloop", "down", "--de")).containsExactly("--delete");
    assertThat(completed(project, "devloop", "logs", "w")).containsExactly("web");
    assertThat(completed(project, "devloop", "-f", "completion.s"))
        .containsExactly("completion.sh");
    for (var shell : List.of("bash", "zsh", "fish")) {
      assertThat(project.devloop("completion", shell).mustEndWith(0).out())
          .contains("devloop", "complete -- ");
    }
  }

  /// What bash offers for the last of these words.
  private static List<String> completed(Project project, String... words) {
    var line =
        """
        source ./completion.sh
        PATH=$1:$PATH; shift
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
        compopt() { :; }
        _devloop
        printf '%s\\n' "${COMPREPLY[@]}"
        """;
    var command =
        new ArrayList<>(
            List.of("bash", "-c", line, "bash", Sandbox.checkout().resolve("bin").toString()));
    command.addAll(List.of(words));
    return Started.start(project.folder(), project.sandbox().env(), command)
        .input("")
        .end(Devloop.DEADLINE)
        .mustEndWith(0)
        .out()
        .lines()
        .toList();
  }

  @Test
  void aWrongCommandLineEndsWith2(Projects projects) {
    var project = projects.openUnstarted("web");
    project.devloop("no-such-command").mustEndWith(2);
    project.devloop("logs", "--tail", "many").mustEndWith(2);
    project.devloop("up", "--timeout", "soon").mustEndWith(2);
    project.devloop("logs", "web").mustEndWith(2).mustSay("not up", "devloop up");
  }
}
