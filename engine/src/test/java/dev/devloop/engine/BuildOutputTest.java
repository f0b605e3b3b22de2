package dev.devloop.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.Progress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuildOutputTest {

  private final List<String> steps = new ArrayList<>();
  private final BuildOutput output =
      new BuildOutput(
          "web",
          new Progress() {
            @Override
            public void step(String title) {
              steps.add(title);
            }

            @Override
            public void line(String text) {}
          });

  private void read(String text) {
    text.lines().forEach(output::line);
  }

  @Test
  void namesTheStepThatFailedWithItsOwnLines() {
    read(
        """
        #1 [internal] load build definition from Dockerfile
        #1 DONE 0.0s
        #5 [dev 2/3] RUN npm ci
        #6 [other 1/1] RUN sleep 1
        #5 0.301 npm error code E404
        #6 0.400 unrelated
        #5 [dev 2/3] RUN npm ci
        #5 0.500 npm error 404
        #5 ERROR: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
        ------
         > [dev 2/3] RUN npm ci:
        0.301 npm error code E404
        ------
        ERROR: failed to solve: process did not complete successfully
        """);
    assertThat(output.failedStep()).isEqualTo("[dev 2/3] RUN npm ci");
    assertThat(output.evidence())
        .containsExactly(
            "npm error code E404",
            "npm error 404",
            "process \"/bin/sh -c npm ci\" did not complete successfully: exit code: 1");
    assertThat(steps).containsExactly("web: [dev 2/3] RUN npm ci", "web: [other 1/1] RUN sleep 1");
  }

  @Test
  void readsTheClassicBuilderToo() {
    read(
        """
        Step 1/2 : FROM busybox:1
         ---> 970392d3b3ca
        Step 2/2 : RUN exit 7
         ---> Running in 1234
        \u001b[91mbad
        \u001b[0mThe command '/bin/sh -c exit 7' returned a non-zero code: 7
        """);
    assertThat(output.failedStep()).isEqualTo("[2/2] RUN exit 7");
    assertThat(output.evidence())
        .containsExactly("bad", "The command '/bin/sh -c exit 7' returned a non-zero code: 7");
  }

  @Test
  void aFailureBeforeAnyStepShowsAllThatWasSaid() {
    read("ERROR: failed to solve: dockerfile parse error on line 1");
    assertThat(output.failedStep()).isEmpty();
    assertThat(output.evidence())
        .containsExactly("ERROR: failed to solve: dockerfile parse error on line 1");
  }
}
