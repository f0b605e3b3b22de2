package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// The project's log: everything that was said, once, and what was not said by anybody too.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class LogsTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  private static final int BURST = 20_000;
  private static final int ROTATED = 125_000;

  private static Project project;

  @BeforeAll
  static void aProjectThatSaysMuch(Projects projects) {
    project = projects.open("web");
    project.write("secret.env", "PASSWORD=correct-horse\n");
    project.append(
        Project.CONFIG,
        """
        logs: {size: 128Mi}
        """);
    project.edit(
        Project.CONFIG,
        "services:\n",
        """
        services:
          counter:
            image: busybox:1
            command: [sh, -c, 'i=0; while true; do i=$((i+1)); echo count $i; usleep 20000; done']
          levels:
            image: busybox:1
            envFile: secret.env
            command:
              - sh
              - -c
              - |
                echo "ERROR it broke"; echo '{"level":"warn","msg":"careful"}'; echo "INFO fine"
                echo "password is $PASSWORD"; echo "token is late-battery-staple"
                exec sleep 1000000
          crasher:
            image: busybox:1
            command: [sh, -c, 'echo "run $(date +%s%N)"; sleep 6; exit 3']
            ready: {exec: ["true"]}
          second:
            image: busybox:1
            job: true
            command: [sh, -c, 'echo I live; sleep 1; echo a second']
          burst:
            image: busybox:1
            job: true
            command:
              - awk
              - |
                BEGIN {
                  while (++n <= 20000) printf "burst %06d and so much more to fill a line\\n", n
                }
          rotated:
            image: busybox:1
            job: true
            command:
              - awk
              - |
                BEGIN {
                  fill = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
                  while (n < 125000) {
                    for (k = 0; k < 500; k++) printf "%08d %s\\n", ++n, fill
                    fflush()
                    system("usleep 90000")
                  }
                  # the kubelet looks every 10 s, and at containers that run
                  system("sleep 12")
                }
        """);
    project.devloop("up", "--detach", "--timeout", "5m");
  }

  private static List<String> logs(String... options) {
    var words = new ArrayList<>(List.of("logs"));
    words.addAll(List.of(options));
    return project.devloop(words.toArray(String[]::new)).mustEndWith(0).out().lines().toList();
  }

  @Test
  void manyLinesAtOnceAreAllThere() {
    var wanted =
        IntStream.rangeClosed(1, BURST)
            .mapToObj("burst %06d and so much more to fill a line"::formatted)
            .toList();
    Project.within(SOON, () -> assertThat(logs("burst")).isEqualTo(wanted));
  }

  @Test
  void noLineIsLostWhileTheKubeletRotatesAFile() {
    var wanted = IntStream.rangeClosed(1, ROTATED).mapToObj("%08d"::formatted).toList();
    Project.within(
        SOON,
        () -> {
          var heard = logs("rotated").stream().map(line -> line.substring(0, 8)).toList();
          var missing = new TreeSet<>(wanted);
          heard.forEach(missing::remove);
          assertThat(missing).as("missing").isEmpty();
          assertThat(heard).isEqualTo(wanted);
          // it may be rotated after its last line: then all is looked at once more
          var path = "/api/v1/nodes/" + node() + "/proxy/logs/pods/" + folder() + "/";
          assertThat(project.kubectl().out("get", "--raw", path))
              .as("it was rotated")
              .contains("0.log.2");
        });
  }

  private static String node() {
    return project.status().service("rotated").at("/pods/0/node").asText();
  }

  private static String folder() {
    var pod = project.status().pods("rotated").iterator().next();
    var uid = project.kubectl().out("get", "pod", pod, "-o", "jsonpath={.metadata.uid}");
    return project.name() + "_" + pod + "_" + uid.strip() + "/rotated";
  }

  @Test
  void aPodThatLivesASecondIsHeard() {
    Project.within(SOON, () -> assertThat(logs("second")).containsExactly("I live", "a second"));
  }

  @Test
  void nothingIsLostOrDoubledWhenTheDaemonIsKilled() {
    long before = counted(logs("counter", "--tail", "1").getLast());
    project.killDaemon();
    Project.until(SOON, () -> count() > before + 100);
    Project.within(
        SOON, () -> assertThat(counted(logs("counter").getLast())).isGreaterThan(before + 100));
    var numbers = logs("counter").stream().map(LogsTest::counted).toList();
    for (int i = 1; i < numbers.size(); i++) {
      assertThat(numbers.get(i)).isEqualTo(numbers.get(i - 1) + 1);
    }
  }

  /// As the cluster says, without a daemon.
  private static long count() {
    return counted(
        project.kubectl().out("logs", "-l", "app.kubernetes.io/name=counter", "--tail=1").strip());
  }

  private static long counted(String line) {
    return Long.parseLong(line.substring("count ".length()));
  }

  @Test
  @Covers(commands = "logs --previous")
  void whatWasSaidBeforeTheLastRestart() {
    Project.within(
        SOON,
        () -> {
          var now = logs("crasher").stream().filter(l -> l.startsWith("run ")).toList();
          assertThat(now.size()).isGreaterThanOrEqualTo(2);
          assertThat(logs("crasher", "--previous")).containsExactly(now.get(now.size() - 2));
        });
  }

  @Test
  @Covers(commands = {"logs --level", "logs --grep", "logs --exclude"})
  void linesAreChosenByLevelAndText() {
    assertThat(logs("levels", "--level", "warn"))
        .containsExactly("ERROR it broke", "{\"level\":\"warn\",\"msg\":\"careful\"}");
    assertThat(logs("levels", "--grep", "CAREFUL")).hasSize(1);
    assertThat(logs("levels", "--grep", "/^I.FO/")).containsExactly("INFO fine");
    assertThat(logs("levels", "--level", "info", "--exclude", "broke")).hasSize(2);
    project.devloop("logs", "--level", "loud").mustEndWith(2);
    project.devloop("logs", "--grep", "/(/").mustSay("regular expression");
  }

  @Test
  @Covers(commands = {"logs --json", "logs --kind"})
  void linesAreJsonAndOfEveryKind() throws IOException {
    var line = logs("levels", "--json", "--grep", "it broke").getFirst();
    var json = new ObjectMapper().readTree(line);
    assertThat(json.at("/service").asText()).isEqualTo("levels");
    assertThat(json.at("/level").asText()).isEqualTo("error");
    assertThat(json.at("/kind").asText()).isEqualTo("app");
    assertThat(json.at("/seq").asLong()).isPositive();
    assertThat(logs("levels", "--kind", "event")).anyMatch(l -> l.contains("Scheduled"));
    assertThat(logs("--kind", "devloop")).anyMatch(l -> l.contains("deploy"));
    Project.within(
        SOON,
        () ->
            assertThat(logs("crasher", "--kind", "event", "--level", "warn"))
                .anyMatch(l -> l.contains("BackOff")));
  }

  @Test
  void secretsAreNowhere() throws IOException {
    assertThat(logs("levels")).contains("password is ***");
    project
        .kubectl()
        .run("create", "secret", "generic", "late", "--from-literal=t=late-battery-staple");
    Project.within(
        SOON, () -> assertThat(logs("levels")).noneMatch(l -> l.contains("late-battery-staple")));
    Project.within(
        SOON,
        () ->
            assertThat(stored())
                .doesNotContain("late-battery-staple")
                .doesNotContain("correct-horse"));
  }

  private static String stored() throws IOException {
    var all = new StringBuilder();
    for (var file : Folders.files(project.sandbox().state())) {
      if (file.toString().endsWith(".lines")) {
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  /// The last one: it drops what the others look for.
  @Test
  @Order(Integer.MAX_VALUE)
  @Covers(keys = {"logs", "logs.size"})
  void theLogIsAsLargeAsTheConfigSays() {
    project.edit(Project.CONFIG, "logs: {size: 128Mi}", "logs: {size: 1Mi}");
    Project.within(SOON, () -> assertThat(logs("rotated").size()).isLessThan(20_000));
    project.edit(Project.CONFIG, "logs: {size: 1Mi}", "logs: {size: 128Mi}");
  }
}
