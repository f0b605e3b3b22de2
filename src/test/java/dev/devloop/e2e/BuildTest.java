package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// Images of the project itself.
@TestMethodOrder(OrderAnnotation.class)
final class BuildTest {

  private static Project project;

  @BeforeAll
  static void aProjectThatIsBuilt(Projects projects) {
    project = projects.open("build");
    project.up();
  }

  @Test
  @Order(1)
  @Covers(
      keys = {"services.*.build.dockerfile", "services.*.build.target", "services.*.build.args"})
  void dockerfileTargetAndArgsAreThoseOfTheConfig() {
    assertThat(project.body("page", "/")).contains("first page");
    assertThat(project.body("page", "/stage.html")).contains("dev");
    assertThat(project.body("page", "/word.html")).contains("fromargs");
  }

  @Test
  @Order(2)
  void nothingIsBuiltWhenNothingHasChanged() {
    var image = project.status().service("page").path("image").asText();
    var pods = project.status().pods("page");
    project.up();
    assertThat(project.status().service("page").path("image").asText()).isEqualTo(image);
    assertThat(project.status().pods("page")).isEqualTo(pods);
  }

  @Test
  @Order(3)
  @Covers(commands = "rebuild")
  void rebuildBuildsFromNothingAlsoWhenNothingHasChanged() {
    var image = project.status().service("page").path("image").asText();
    var moment = project.body("page", "/moment.html");
    project.devloop("rebuild", "page").mustEndWith(0);
    Project.within(
        Devloop.DEADLINE,
        () -> {
          assertThat(project.status().service("page").path("image").asText()).isNotEqualTo(image);
          assertThat(project.body("page", "/moment.html")).isNotEqualTo(moment);
        });
  }

  @Test
  @Order(3)
  void aChangedSourceIsBuiltByItself() {
    project.write("app/page.html", "second page\n");
    Project.within(
        Devloop.DEADLINE,
        () -> {
          assertThat(project.status().phase("page")).isEqualTo("ready");
          assertThat(project.body("page", "/")).contains("second page");
        });
  }

  @Test
  @Order(4)
  void aSourceChangedBetweenTwoUpsIsBuiltByTheSecond() {
    project.write("app/page.html", "third page\n");
    project.up();
    project.mustShow("page", "/", "third page");
  }

  @Test
  @Order(5)
  void anotherTargetGivesAnotherImage() {
    project.edit(Project.CONFIG, "target: dev, args: {WORD: fromargs}", "target: prod");
    project.write("app/page.html", "");
    project.edit(Project.CONFIG, "ready: {http: /}", "ready: {http: /stage.html}");
    project.up();
    project.mustShow("page", "/stage.html", "prod");
    project.mustShow("page", "/word.html", "default");
  }

  @Test
  @Order(6)
  void oldImagesAreRemovedFromTheEngine() {
    project.edit("app/Containerfile.dev", "echo prod", "echo production");
    project.devloop("rebuild", "page").mustEndWith(0);
    // five and more were built; two stay beside the one that runs, once nothing has been deployed
    // for a while, and nothing without a name
    Project.within(
        Duration.ofSeconds(60),
        () -> {
          var kept = images(project.name() + "/page");
          assertThat(kept).hasSize(3);
          assertThat(images("localhost:*/" + project.name() + "/page")).isSubsetOf(kept);
        });
  }

  private static Set<String> images(String name) {
    return Set.copyOf(project.sandbox().docker().lines("images", "-q", "--no-trunc", name));
  }

  @Test
  @Order(7)
  @Covers(keys = "recipes")
  void anImageWithoutARegistryComesFromTheProjectsOwnRecipe(Projects projects) {
    var own = projects.open("recipe");
    own.up();
    assertThat(own.body("greeter", "/")).contains("made by a recipe of the project");
  }
}
