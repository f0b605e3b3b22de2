package dev.devloop.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.Problem;
import dev.devloop.core.config.HostRoute;
import dev.devloop.core.config.ServiceConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The local file overrides, variables are replaced, short forms become long ones.
class MergeAndVariablesTest {

  private static final String HEAD = "version: 1\nproject: shop\nservices:\n";

  @TempDir Path folder;

  private ServiceConfig only(String service, Map<String, String> env) {
    var config = new Project(folder).config(HEAD + "  web: " + service).read(env);
    return config.services().firstEntry().getValue();
  }

  @Test
  void theLocalFileOverridesKeyByKey() {
    var config =
        new Project(folder)
            .config(
                HEAD
                    + "  web: {image: a, args: [x, y], env: {A: '1', B: '2', C: '3'}}\n"
                    + "  db: {image: b}\n")
            .with(
                "dev-config.local.yaml",
                """
                services:
                  web: {args: [z], env: {B: mine, C: null}, replicas: 2}
                  db: null
                  tool: {image: t, port: null}
                """)
            .read();

    assertThat(config.services().sequencedKeySet().toString()).isEqualTo("[web, tool]");
    var web = config.services().firstEntry().getValue();
    assertThat(web.image()).contains("a");
    assertThat(web.args()).containsExactly("z");
    assertThat(web.env()).isEqualTo(Map.of("A", "1", "B", "mine"));
    assertThat(web.replicas()).isEqualTo(2);
  }

  @Test
  void theLocalFileTurnsABuildIntoAnImage() {
    new Project(folder)
        .config(HEAD + "  web: {build: {context: nowhere}}\n")
        .with("dev-config.local.yaml", "services: {web: {build: null, image: \"nginx:1\"}}")
        .read();
  }

  @Test
  void anEmptyLocalFileChangesNothing() {
    var project = new Project(folder).config(HEAD + "  web: {image: a}\n");
    var before = project.read();

    assertThat(project.with("dev-config.local.yaml", "# mine\n").read()).isEqualTo(before);
  }

  @Test
  void problemsNameTheFileThatTheyStandIn() {
    var problems =
        new Project(folder)
            .config(HEAD + "  web: {image: a, port: 0}\n")
            .with("dev-config.local.yaml", "services:\n  web: {replica: 2, replicas: -1}\n")
            .problems();

    assertThat(problems)
        .extracting(problem -> problem.id() + " " + problem.what().split(" ", 2)[0])
        .containsExactly(
            "port-out-of-range dev-config.yaml:4:25:",
            "key-unknown dev-config.local.yaml:2:9:",
            "replicas-negative dev-config.local.yaml:2:31:");
    assertThat(problems.get(1).evidence().getFirst()).startsWith("2 |   web: {replica");
  }

  @Test
  void aFileByAnotherNameHasItsOwnLocalFile() {
    new Project(folder)
        .with("ci.yaml", HEAD + "  web: {image: a}\n")
        .with("ci.local.yaml", "project: mine")
        .with("dev-config.local.yaml", "project: not-mine");

    var config = ConfigReader.read(folder.resolve("ci.yaml"), Map.of());

    assertThat(config.project()).isEqualTo("mine");
    assertThat(config.folder()).isEqualTo(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "${A}, 1",
    "x${A}y${B:-2}z, x1y2z",
    "${EMPTY}, ''",
    "${EMPTY:-full}, full",
    "${NO:-}, ''",
    "${NO:-${A}}, 1",
    "${NO:-a:-b}, a:-b",
    "$${A}, ${A}",
    "$$, $",
    "$A and $5, $A and $5",
    "${NO:-{}}, {}"
  })
  void variablesAreReplaced(String text, String expected) {
    var service = only("{image: i, env: {X: \"" + text + "\"}}", Map.of("A", "1", "EMPTY", ""));

    assertThat(service.env()).containsEntry("X", expected);
  }

  @Test
  void aVariableMayBeANumberOrAFlag() {
    var service =
        only(
            "{image: i, port: \"${P}\", replicas: \"${R:-3}\", enabled: \"${E:-false}\"}",
            Map.of("P", "8080"));

    assertThat(service.ports()).containsExactly(8080);
    assertThat(service.replicas()).isEqualTo(3);
    assertThat(service.enabled()).isFalse();
  }

  @Test
  void keysAreNotReplaced() {
    var problems =
        new Project(folder)
            .config(HEAD + "  web: {image: i, \"${A}\": 1}")
            .problems(Map.of("A", "port"));

    assertThat(problems).extracting(Problem::id).containsExactly("key-unknown");
  }

  @Test
  void theValueOfAVariableWithoutDefaultIsNamedForAllOfThem() {
    var problems =
        new Project(folder).config(HEAD + "  web: {image: \"${ONE}:${TWO}\"}").problems();

    assertThat(problems)
        .extracting(Problem::what)
        .containsExactly(
            "dev-config.yaml:4:16: the environment variable `ONE` is not set",
            "dev-config.yaml:4:16: the environment variable `TWO` is not set");
  }

  @ParameterizedTest
  @CsvSource({
    "'@', dev.test, /",
    "'@/api', dev.test, /api",
    "'@/api/', dev.test, /api",
    "a, a.dev.test, /",
    "a.b, a.b.dev.test, /",
    "a/v1/x, a.dev.test, /v1/x",
    "a.dev.test, a.dev.test, /",
    "dev.test/x, dev.test, /x"
  })
  void hostsBecomeFullNames(String text, String host, String path) {
    assertThat(Hosts.route(text, "dev.test")).isEqualTo(new HostRoute(host, path));
  }

  @Test
  void oneOrSeveralAreTheSame() {
    new Project(folder).with("a.env", "").with("b.env", "").with("r/x", "").with("k/x", "");
    var config =
        new Project(folder)
            .config(
                HEAD
                    + "  web: {image: i, ports: [1, 2], hosts: [a, \"@\"],"
                    + " envFile: [a.env, {path: c.env, optional: true}]}\n"
                    + "manifests: k\nrecipes: [r]\n")
            .read();
    var web = config.services().firstEntry().getValue();

    assertThat(web.ports()).containsExactly(1, 2);
    assertThat(web.hosts()).hasSize(2);
    assertThat(web.envFiles())
        .extracting(file -> file.path().getFileName().toString())
        .isEqualTo(List.of("a.env", "c.env"));
    assertThat(config.manifests()).containsExactly(folder.resolve("k"));
    assertThat(config.recipes()).containsExactly(folder.resolve("r"));
    assertThat(config.domain()).isEqualTo("shop.localhost");
  }
}
