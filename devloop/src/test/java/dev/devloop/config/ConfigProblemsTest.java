package dev.devloop.config;

import static dev.devloop.config.ProblemCase.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.Problem;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each kind of mistake is found, alone, at its place, with its own message.
class ConfigProblemsTest {

  /// Those that a file cannot have: they have tests of their own below and in [InitTest].
  private static final Set<String> NOT_IN_A_FILE =
      Set.of("config-missing", "config-unreadable", "config-exists");

  @TempDir Path folder;

  static Stream<ProblemCase> cases() {
    return Stream.of(structure(), project(), service(), reach(), relations(), files(), sync())
        .flatMap(List::stream);
  }

  static List<ProblemCase> structure() {
    return List.of(
        at("yaml-syntax", "services: {web: ¦@}", "cannot start any token").raw(),
        at("yaml-syntax", "services:\n¦\tweb: 1", "cannot start any token").raw(),
        at("yaml-syntax", "manifests: ¦&a [*a]", "an alias").raw(),
        at("key-unknown", "{image: i, ¦replica: 2}", "did you mean `replicas`?"),
        at("key-unknown", "{image: i, ¦depends_on: []}", "did you mean `dependsOn`?"),
        at("key-unknown", "{image: i, ¦environment: {}}", "did you mean `env`?"),
        at("key-unknown", "{image: i, ¦target: dev}", "`target` is a key of `build`"),
        at("key-unknown", "{image: i, resources: {¦cpus: 1}}", "`services.web.resources`"),
        at("key-unknown", "¦service: {}\nmanifests: []", "did you mean `services`?").raw(),
        at("key-missing", "{image: i, volumes: [¦{size: 1Gi}]}", "`services.web.volumes[0].path`"),
        at("key-missing", "¦project: shop\nmanifests: []", "`version` is missing").bare(),
        at("key-twice", "{image: i, port: 1, ¦port: 2}", "already there in line 4"),
        at("keys-clash", "{image: i, port: 1, ¦ports: [2]}", "both `port` and `ports`"),
        at("keys-clash", "{image: i, port: 1, host: a, ¦hosts: [b]}", "both `host` and `hosts`"),
        at("value-type", "{image: i, port: ¦\"80\"}", "must be a whole number and is text"),
        at("value-type", "{image: i, command: ¦npm start}", "`command: [npm, run, dev]`"),
        at("value-type", "{image: i, env: {A: ¦[b]}}", "must be text and is a list"),
        at("value-type", "{image: i, env: {A:¦ }}", "must be text and is empty"),
        at("value-type", "{image: i, job: ¦maybe}", "must be true or false"),
        at("value-type", "services: ¦[]", "must be a map and is a list").raw(),
        at("value-empty", "{image: i, dependsOn: [¦\"\"]}", "is not text that is not empty"),
        at("value-empty", "{image: i, ready: {¦exec: []}}", "has no command"),
        at("variable-undefined", "{image: i, env: {A: ¦\"x${NOPE}\"}}", "`NOPE` is not set"),
        at("variable-malformed", "{image: i, env: {A: ¦\"${A-b}\"}}", "`${A-b}`"),
        at("variable-malformed", "{image: i, env: {A: ¦\"${A\"}}", "has no `}`"));
  }

  static List<ProblemCase> project() {
    return List.of(
        at("version-unsupported", "version: ¦2\nproject: shop\nmanifests: []", "is 2").bare(),
        at("project-invalid", "version: 1\nproject: ¦My_Shop\nmanifests: []", "`my-shop`?").bare(),
        at("domain-invalid", "domain: ¦Dev.localhost\nmanifests: []", "`dev.localhost`?").raw(),
        at("cluster-name-invalid", "cluster: {name: ¦a_b}\nmanifests: []", "`a-b`?").raw(),
        at("kubernetes-unsupported", "cluster: {kubernetes: ¦1.20}\nmanifests: []", "1.20").raw(),
        at("https-unknown", "https: ¦always\nmanifests: []", "always").raw(),
        at("ingress-unsupported", "cluster: {ingress: ¦nginx}\nmanifests: []", "nginx").raw(),
        at(
                "cluster-ports-equal",
                "cluster: {ports: {http: 80, ¦https: 80}}\nmanifests: []",
                "both on port 80")
            .raw(),
        at(
                "nothing-to-run",
                "¦version: 1\nproject: shop\nservices: {}\nmanifests: []",
                "no services")
            .bare());
  }

  static List<ProblemCase> service() {
    return List.of(
        at("service-name-invalid", "services:\n  ¦Web: {image: i}", "did you mean `web`?").raw(),
        at("service-name-invalid", "services:\n  ¦1web: {image: i}", "begins with a letter").raw(),
        at("image-source-missing", "services:\n  ¦web:", "neither `build` nor `image`").raw(),
        at("build-and-image", "{build: {context: app}, ¦image: i}", "both `build` and `image`"),
        at("image-invalid", "{image: ¦Nginx:1}", "did you mean `nginx:1`?"),
        at("image-invalid", "{image: ¦\"nginx:\"}", "is not an image reference"),
        at("env-name-invalid", "{image: i, env: {¦A-B: c}}", "the name `A-B`"),
        at("replicas-negative", "{image: i, replicas: ¦-1}", "is -1: it must be 0 or more"),
        at(
            "replicas-with-volume",
            "{image: i, replicas: ¦2, volumes: [{path: /d}]}",
            "wants 2 replicas on a volume"),
        at("cpu-invalid", "{image: i, resources: {cpu: ¦abc}}", "`abc` is not an amount of CPU"),
        at("memory-invalid", "{image: i, resources: {memory: ¦256MB}}", "did you mean `256Mi`?"),
        at("volume-size-invalid", "{image: i, volumes: [{path: /d, size: ¦big}]}", "`big`"),
        at("volume-path-invalid", "{image: i, volumes: [{path: ¦data}]}", "did you mean `/data`?"),
        at(
            "volume-path-twice",
            "{image: i, volumes: [{path: /d}, {path: ¦/d}]}",
            "two volumes at `/d`"),
        at("job-key", "{image: i, job: true, ¦ready: {log: up}}", "`ready` is not possible"),
        at("job-key", "{image: i, job: true, port: 1, ¦host: a}", "`host` is not possible"),
        at("job-key", "{image: i, job: true, port: 1, ¦expose: {}}", "`expose` is not possible"),
        at("workload-invalid", "{workload: ¦api2}", "is not `KIND/NAME`").manifests(),
        at("workload-kind-unknown", "{workload: ¦deploymnt/a}", "`deployment`?").manifests(),
        at("workload-key", "{workload: job/a, ¦replicas: 2}", "not possible").manifests(),
        at("workload-without-manifests", "{¦workload: job/a}", "there are no `manifests`"),
        at(
                "workload-twice",
                "services: {a: {workload: job/a}, b: {workload: ¦Job/a}}",
                "already that of `a`")
            .raw()
            .manifests(),
        at("container-without-workload", "{image: i, ¦container: app}", "no `workload`"));
  }

  static List<ProblemCase> reach() {
    return List.of(
        at("port-out-of-range", "{image: i, port: ¦70000}", "is 70000: it must be from 1 to"),
        at("port-out-of-range", "{image: i, port: ¦99999999999999999999}", "from 1 to 65535"),
        at(
            "port-twice",
            "{image: i, ports: [80, ¦80]}",
            "port 80 of service `web` is listed twice"),
        at("host-invalid", "{image: i, port: 1, host: ¦\"a b\"}", "did you mean `a-b`?"),
        at("host-invalid", "{image: i, port: 1, host: ¦\"@/a?b\"}", "is not a host"),
        at("host-without-port", "{image: i, ¦host: a}", "has a host and no port"),
        at(
                "host-conflict",
                "services: {a: {image: i, port: 1, host: x/api}, b: {image: i, port: 1, host: ¦x/api/}}",
                "`x.shop.localhost/api` of service `b` is already that of `a`")
            .raw(),
        at(
            "expose-without-port",
            "{image: i, expose: ¦{host: 6379}}",
            "exposes a port and has none"),
        at(
                "expose-conflict",
                "services: {a: {image: i, port: 1, expose: {host: 7}},"
                    + " b: {image: i, expose: [¦{port: 7}]}}",
                "port 7 of this machine is already that of `a`")
            .raw(),
        at("probe-kind", "{image: i, port: 1, ready: ¦{}}", "has no check"),
        at("probe-kind", "{image: i, port: 1, ready: {http: /, ¦tcp: true}}", "http and tcp"),
        at("probe-kind", "{image: i, port: 1, ready: {¦tcp: false}}", "tcp` is false"),
        at("probe-kind", "{image: i, port: 1, ready: {tcp: 1, ¦port: 1}}", "for `http` only"),
        at("probe-path-invalid", "{image: i, port: 1, ready: {http: ¦health}}", "`/health`?"),
        at("probe-without-port", "{image: i, ready: {¦http: /}}", "the service has no port"),
        at("probe-without-port", "{image: i, live: {¦tcp: true}}", "the service has no port"),
        at("probe-times", "{image: i, ready: {log: up, period: 9s, ¦timeout: 5s}}", "after 5s"),
        at("duration-invalid", "{image: i, ready: {log: up, timeout: ¦60}}", "did you mean `60s`?"),
        at("duration-invalid", "{image: i, ready: {log: up, period: ¦500ms}}", "whole seconds"));
  }

  static List<ProblemCase> relations() {
    return List.of(
        at(
                "depends-unknown",
                "services: {a: {image: i, dependsOn: [¦valky]}, valkey: {image: i}}",
                "did you mean `valkey`?")
            .raw(),
        at("depends-self", "{image: i, dependsOn: [¦web]}", "depends on itself"),
        at(
                "depends-cycle",
                """
                services:
                  a: {image: i, dependsOn: [b]}
                  b: {image: i, dependsOn: [c]}
                  c: {image: i, dependsOn: [¦b, d]}
                  d: {image: i}
                """,
                "b -> c -> b")
            .raw());
  }

  static List<ProblemCase> files() {
    return List.of(
        at("path-invalid", "{image: i, envFile: ¦\"a\\0b\"}", "is not a path"),
        at("path-outside", "{build: {context: ¦../other}}", "`../other` is outside"),
        at("path-outside", "{image: i, envFile: ¦/etc/environment}", "is outside"),
        at("path-outside", "{image: i, sync: [{from: ¦../src, to: /src}]}", "is outside"),
        at(
            "path-outside",
            "{build: {context: app}, onChange: [{paths: [¦../../x], rebuild: true}]}",
            "is outside"),
        at("path-outside", "manifests: ¦..", "is outside").raw(),
        at("context-missing", "{build: {context: ¦ap}}", "did you mean `app`?"),
        at(
            "dockerfile-missing",
            "{build: {context: app, dockerfile: ¦dockerfil}}",
            "`Dockerfile`?"),
        at("target-unknown", "{build: {context: app, target: ¦def}}", "did you mean `dev`?"),
        at("target-unknown", "{build: {context: app, target: ¦release}}", "stages are: dev, prod"),
        at("target-unknown", "{build: {context: app, target: ¦2}}", "no stage `2`"),
        at("manifest-missing", "manifests: [¦k9s]", "did you mean `k8s`?").raw().manifests(),
        at("recipes-missing", "manifests: k8s\nrecipes: ¦app/Dockerfile", "is not a folder")
            .raw()
            .manifests(),
        at("env-file-missing", "{image: i, envFile: ¦.env}", "`.env` does not exist"),
        at("env-file-malformed", "{image: i, envFile: bad.env}", "is not `NAME=value`")
            .in("bad.env", "A=b\n¦hunter2\n"));
  }

  static List<ProblemCase> sync() {
    return List.of(
        at("sync-to-relative", "{image: i, sync: [{from: a, to: ¦a}]}", "did you mean `/a`?"),
        at("pull-from-invalid", "{image: i, pull: [{from: ¦a, to: a}]}", "did you mean `/a`?"),
        at("pull-from-invalid", "{image: i, pull: [{from: ¦/, to: a}]}", "other than `/`"),
        at("path-outside", "{image: i, pull: [{from: /a, to: ¦../a}]}", "is outside"),
        at(
            "pull-to-twice",
            "{image: i, pull: [{from: /a, to: x}, {from: /b, ¦to: x}]}",
            "brings two things to `x`"),
        at("trigger-unknown", "{image: i, trigger: ¦never}", "`auto` or `manual`"),
        at("job-key", "{image: i, job: true, ¦pull: []}", "is a job"),
        at("job-key", "{image: i, job: true, ¦trigger: manual}", "is a job"),
        at("change-action", "{image: i, onChange: [¦{paths: [a]}]}", "has no action"),
        at(
            "change-action",
            "{build: {context: app}, onChange: [{paths: [a], restart: true, ¦rebuild: true}]}",
            "has restart and rebuild"),
        at(
            "change-uncovered",
            "{image: i, sync: [{from: src, to: /s}], onChange: [{paths: [¦srcs/a], run: make}]}",
            "`srcs/a` of `services.web.onChange` is under no sync rule"),
        at(
            "change-uncovered",
            "{image: i, sync: [{from: src, to: /s}], onChange: [{paths: [¦\"**/*.c\"], restart: true}]}",
            "is under no sync rule"),
        at(
            "rebuild-without-build",
            "{image: i, onChange: [{paths: [a], ¦rebuild: true}]}",
            "has no `build`"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void eachMistakeIsFoundAtItsPlace(ProblemCase mistake) {
    var problems = mistake.lay(new Project(folder)).problems();

    assertThat(problems).extracting(Problem::id).containsExactly(mistake.id());
    var problem = problems.getFirst();
    assertThat(problem.what()).startsWith(mistake.place() + ": ");
    assertThat(problem.what() + " | " + problem.fix()).contains(mistake.fragment());
    assertThat(problem.meaning()).isNotEmpty();
    assertThat(problem.fix()).isNotEmpty();
    assertThat(problem.evidence().toString()).doesNotContain("hunter2");
  }

  @Test
  void eachProblemHasACase() {
    var tested = cases().map(ProblemCase::id).toList();

    assertThat(Arrays.stream(ConfigProblem.values()).map(ConfigProblem::id))
        .allMatch(id -> tested.contains(id) || NOT_IN_A_FILE.contains(id));
  }

  @Test
  void allProblemsAreToldAtOnceInTheOrderOfTheFile() {
    var problems =
        new Project(folder)
            .config(
                """
                version: 1
                project: shop
                services:
                  a: {image: i, replicas: -1, resources: {cpu: abc}}
                  b: {image: i, port: 70000, prot: 1, dependsOn: [c]}
                manifests: [../k8s]
                """)
            .problems();

    assertThat(problems)
        .extracting(Problem::id)
        .containsExactly(
            "replicas-negative",
            "cpu-invalid",
            "port-out-of-range",
            "key-unknown",
            "depends-unknown",
            "path-outside");
  }

  @Test
  void theEvidenceShowsThePlaceInTheSource() {
    var problems =
        new Project(folder)
            .config("version: 1\nproject: shop\nservices:\n  web: {image: i, port: 70000}\n")
            .problems();

    assertThat(problems.getFirst().evidence())
        .containsExactly("4 |   web: {image: i, port: 70000}", "  |                         ^");
  }

  @Test
  void aFileThatIsNotThereIsSaid() {
    var problems = new Project(folder).with("dev-config.yml", "version: 1").problems();

    assertThat(problems).extracting(Problem::id).containsExactly("config-missing");
    assertThat(problems.getFirst().fix()).contains("dev-config.yml");
  }

  @Test
  void aFileThatIsNotTextIsSaid() {
    var large = new Project(folder).config("#".repeat((1 << 20) + 1));
    assertThat(large.problems()).extracting(Problem::id).containsExactly("config-unreadable");

    var local = large.config("version: 1").with("dev-config.local.yaml/x", "");
    assertThat(local.problems(Map.of()))
        .extracting(Problem::what)
        .containsExactly("dev-config.local.yaml: the file is a folder");
  }
}
