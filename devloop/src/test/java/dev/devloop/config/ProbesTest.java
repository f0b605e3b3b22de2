package dev.devloop.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.config.ChangeRule.Action;
import dev.devloop.core.config.Probe;
import dev.devloop.core.config.ReadyCheck;
import dev.devloop.core.config.ServiceConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Checks and reactions are read in all their forms.
class ProbesTest {

  @TempDir Path folder;

  private ServiceConfig only(String keys) {
    return new Project(folder)
        .config(
            "version: 1\nproject: shop\nservices:\n  web: {image: i, ports: [80, 81], "
                + keys
                + "}")
        .read()
        .services()
        .firstEntry()
        .getValue();
  }

  private Probe ready(String check) {
    return only("ready: " + check).ready().orElseThrow();
  }

  @Test
  void everyKindOfCheckIsRead() {
    assertThat(ready("{http: /a}")).isEqualTo(Probe.ready(new ReadyCheck.Http("/a", 80)));
    assertThat(ready("{http: /a, port: 9}").check()).isEqualTo(new ReadyCheck.Http("/a", 9));
    assertThat(ready("{tcp: true}").check()).isEqualTo(new ReadyCheck.Tcp(80));
    assertThat(ready("{tcp: 9}").check()).isEqualTo(new ReadyCheck.Tcp(9));
    assertThat(ready("{exec: [a, b]}").check()).isEqualTo(new ReadyCheck.Exec(List.of("a", "b")));
    assertThat(ready("{log: on port}").check()).isEqualTo(new ReadyCheck.Log("on port"));
  }

  @Test
  void timesHaveDefaultsOfTheirKind() {
    assertThat(only("live: {tcp: true}").live()).contains(Probe.live(new ReadyCheck.Tcp(80)));
    assertThat(ready("{tcp: 1, period: 2s, timeout: 1m30s}"))
        .isEqualTo(new Probe(new ReadyCheck.Tcp(1), Duration.ofSeconds(2), Duration.ofSeconds(90)));
  }

  @Test
  void nothingIsCheckedUnasked() {
    assertThat(only("args: []").ready()).isEmpty();
    assertThat(only("args: []").live()).isEmpty();
  }

  @Test
  void everyReactionToAChangeIsRead() {
    var changes =
        only("sync: [{from: ., to: /app}], onChange: [{paths: [a], run: [b, c]},"
                + " {paths: [\"**/*.x\", \"!y\"], restart: true, rebuild: false}]")
            .onChange();

    assertThat(changes.getFirst().action()).isEqualTo(new Action.Run(List.of("b", "c")));
    assertThat(changes.getLast().action()).isEqualTo(new Action.Restart());
    assertThat(changes.getLast().paths()).containsExactly("**/*.x", "!y");
  }

  @ParameterizedTest
  @CsvSource({
    "nginx, true",
    "nginx:1.27-alpine, true",
    "localhost:5000/a/b_c:Tag_1, true",
    "registry.test/a--b/c__d@sha256:0123456789abcdef0123456789abcdef, true",
    "a.b/c, true",
    "'', false",
    "a/, false",
    "/a, false",
    "a//b, false",
    "a..b, false",
    "a___b, false",
    "-a, false",
    "a-, false",
    "a:b c, false",
    "a@sha256:12, false",
    "reg:port/a, false",
    "Upper/a, false"
  })
  void imageReferencesAreRecognised(String text, boolean valid) {
    assertThat(ImageReference.isValid(text)).isEqualTo(valid);
  }

  @ParameterizedTest
  @CsvSource({
    "1, true",
    "0.5, true",
    "500m, true",
    "0, false",
    "m, false",
    "1Gi, false",
    "1.2.3, false",
    "-1, false"
  })
  void amountsOfCpuAreRecognised(String text, boolean valid) {
    assertThat(Quantities.isCpu(text)).isEqualTo(valid);
  }

  @ParameterizedTest
  @CsvSource({
    "1, true",
    "256Mi, true",
    "1.5Gi, true",
    "1G, true",
    "0Mi, false",
    "256MB, false",
    "256m, false",
    "Mi, false"
  })
  void amountsOfBytesAreRecognised(String text, boolean valid) {
    assertThat(Quantities.isBytes(text)).isEqualTo(valid);
  }
}
