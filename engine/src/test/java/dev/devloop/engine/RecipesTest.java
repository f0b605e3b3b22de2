package dev.devloop.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.devloop.core.DevloopException;
import dev.devloop.core.Home;
import dev.devloop.core.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipesTest {

  @TempDir Path folder;

  private final List<String> steps = new ArrayList<>();
  private final Progress progress =
      new Progress() {
        @Override
        public void step(String title) {
          steps.add(title);
        }

        @Override
        public void line(String text) {}
      };

  private Recipes recipes() {
    var env = Map.of("PATH", System.getenv().getOrDefault("PATH", ""));
    var home = Home.of(Map.of("DEVLOOP_HOME", folder.resolve("home").toString()), folder);
    return Recipes.of(env, home, List.of(folder.resolve("project"), folder.resolve("images")));
  }

  private Path write(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private void tool(String script) throws IOException {
    write("images/versions.env", "# pins\nONE=1.0\nTWO=2\n");
    write("images/greet/recipe.yaml", "tool: greet\npins: [ONE]\nminutes: 1\n");
    assertThat(write("images/greet/build.sh", "#!/bin/sh\n" + script).toFile().setExecutable(true))
        .isTrue();
  }

  @Test
  void findsTheRecipeOfAReferenceHoweverItIsWritten() throws IOException {
    write("images/valkey-8/recipe.yaml", "image: valkey/valkey:8\n");
    assertThat(recipes().find("docker.io/valkey/valkey:8").map(Recipe::name)).contains("valkey-8");
    assertThat(recipes().find("valkey/valkey:9")).isEmpty();
  }

  @Test
  void theProjectsOwnRecipeComesFirst() throws IOException {
    write("images/node/recipe.yaml", "image: node:22\n");
    write("project/mine/recipe.yaml", "image: node:22\n");
    assertThat(recipes().find("node:22").map(Recipe::name)).contains("mine");
  }

  @Test
  void namesTheNearestRecipe() throws IOException {
    write("images/a/recipe.yaml", "image: node:22-slim\n");
    write("images/b/recipe.yaml", "image: debian:trixie-slim\n");
    assertThat(recipes().nearest("node:20").map(Recipe::makes)).contains("node:22-slim");
    assertThat(recipes().nearest("debian:12").map(Recipe::makes)).contains("debian:trixie-slim");
  }

  @Test
  void aRecipeThatCannotBeReadIsNamed() throws IOException {
    write("images/a/recipe.yaml", "image: x:1\nneed: [y]\n");
    assertThatThrownBy(() -> recipes().all())
        .isInstanceOfSatisfying(
            DevloopException.class,
            e -> {
              assertThat(e.problems().getFirst().id()).isEqualTo("recipe-invalid");
              assertThat(e).hasMessageContaining("unknown keys: need");
            });
    write("images/a/recipe.yaml", "needs: []\n");
    assertThatThrownBy(() -> recipes().all()).hasMessageContaining("one of `image` and `tool`");
  }

  @Test
  void theKeyIsWhatTheDevelopersScriptPrints() throws IOException {
    write("images/lib.sh", "lib\n");
    write("images/versions.env", "ONE=1.0\nTWO=2\n");
    write("images/base/recipe.yaml", "image: base:1\n");
    write("images/top/recipe.yaml", "image: top:1\nneeds: [base:1]\npins: [TWO]\n");
    write("images/top/sub/file", "x");
    var keys =
        new RecipeKeys(
            folder.resolve("images"),
            _ -> RecipeKeys.versions(folder.resolve("images/versions.env")),
            name -> recipes().find(name).orElseThrow(),
            "amd64",
            Optional.empty());
    // from `images/build --key top` with these files
    assertThat(keys.of(recipes().find("top:1").orElseThrow())).isEqualTo("0846541e1f048140");
  }

  @Test
  void theKeyChangesWithWhatTheRecipeUsesAndWithNothingElse() throws IOException {
    tool("exit 0\n");
    var recipe = recipes().all().getFirst();
    var before = recipes().key(recipe);
    write("images/versions.env", "ONE=1.0\nTWO=3\n");
    assertThat(recipes().key(recipe)).isEqualTo(before);
    write("images/versions.env", "ONE=1.1\nTWO=3\n");
    var bumped = recipes().key(recipe);
    assertThat(bumped).isNotEqualTo(before);
    write("images/greet/build.sh", "#!/bin/sh\nexit 1\n");
    assertThat(recipes().key(recipe)).isNotEqualTo(bumped);
  }

  @Test
  void aRecipeThatNeedsItselfIsRefused() throws IOException {
    write("images/a/recipe.yaml", "image: a:1\nneeds: [b:1]\n");
    write("images/b/recipe.yaml", "image: b:1\nneeds: [a:1]\n");
    assertThatThrownBy(() -> recipes().key(recipes().find("a:1").orElseThrow()))
        .hasMessageContaining("needs itself");
  }

  @Test
  void aToolIsBuiltOnceWithItsVersions() throws IOException {
    tool(
        """
        echo '== compile'
        echo built >> "$DEVLOOP_RECIPES/../count"
        printf '#!/bin/sh\\necho %s %s\\n' "$ONE" "$DEVLOOP_ARCH" > "$DEVLOOP_TOOL_OUT"
        chmod +x "$DEVLOOP_TOOL_OUT"
        """);
    var file = recipes().tool("greet", progress);
    assertThat(recipes().tool("greet", progress)).isEqualTo(file).isExecutable();
    assertThat(Files.readAllLines(folder.resolve("count"))).hasSize(1);
    assertThat(Files.readString(file)).containsPattern("1\\.0 (amd64|arm64)");
    assertThat(steps)
        .containsExactly("recipe greet (about 60 s)", "recipe greet (about 60 s): compile");
  }

  @Test
  void twoAtOnceBuildItOnce() throws Exception {
    tool(
        """
        echo built >> "$DEVLOOP_RECIPES/../count"
        printf '#!/bin/sh\\n' > "$DEVLOOP_TOOL_OUT" && chmod +x "$DEVLOOP_TOOL_OUT"
        """);
    var one = Thread.ofVirtual().start(() -> recipes().tool("greet", Progress.NONE));
    var other = Thread.ofVirtual().start(() -> recipes().tool("greet", Progress.NONE));
    one.join();
    other.join();
    assertThat(Files.readAllLines(folder.resolve("count"))).hasSize(1);
  }

  @Test
  void aFailureShowsItsLastLinesAndKeepsTheWorkFolder() throws IOException {
    tool("echo kept > \"$DEVLOOP_WORK/note\"\nseq 1 50\nexit 3\n");
    assertThatThrownBy(() -> recipes().tool("greet", progress))
        .isInstanceOfSatisfying(
            DevloopException.class,
            e -> {
              var problem = e.problems().getFirst();
              assertThat(problem.id()).isEqualTo("recipe-failed");
              assertThat(problem.what()).contains("exit code 3");
              assertThat(problem.evidence()).hasSize(31).endsWith("49", "50");
            });
    assertThat(folder.resolve("home/cache/recipes/greet/work/note")).exists();
  }

  @Test
  void aToolThatNobodyMakesIsTold() {
    assertThatThrownBy(() -> recipes().tool("nothing", progress))
        .hasMessageContaining("devloop needs nothing, which is not installed");
  }

  @Test
  void missingProgramsOfTheHostAreNamedUntilTheResultIsThere() throws IOException {
    tool("printf '#!/bin/sh\\n' > \"$DEVLOOP_TOOL_OUT\" && chmod +x \"$DEVLOOP_TOOL_OUT\"\n");
    assertThat(recipes().missingHostTools()).isEmpty();
    write("images/other/recipe.yaml", "image: other:1\nhostTools: [no-such-program, sh]\n");
    assertThat(recipes().missingHostTools()).containsExactly("no-such-program");
    var key = recipes().key(recipes().find("other:1").orElseThrow());
    write("home/cache/recipes/other/" + key + ".tar", "");
    assertThat(recipes().missingHostTools()).isEmpty();
  }

  @Test
  void cleaningForgetsResults() throws IOException {
    tool("printf '#!/bin/sh\\n' > \"$DEVLOOP_TOOL_OUT\" && chmod +x \"$DEVLOOP_TOOL_OUT\"\n");
    var file = recipes().tool("greet", progress);
    assertThat(recipes().clean()).isPositive();
    assertThat(file).doesNotExist();
  }

  @Test
  void kindIsTakenFromThePathOnlyWhenRecentEnough() {
    assertThat(InstalledTools.recentKind("kind v0.33.0 go1.26 linux/amd64")).isTrue();
    assertThat(InstalledTools.recentKind("kind v1.0.0 go1.26 linux/amd64")).isTrue();
    assertThat(InstalledTools.recentKind("kind v0.29.0 go1.24 linux/amd64")).isFalse();
    assertThat(InstalledTools.recentKind("what?")).isFalse();
  }
}
