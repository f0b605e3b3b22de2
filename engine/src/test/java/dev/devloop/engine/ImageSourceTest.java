package dev.devloop.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.devloop.core.DevloopException;
import dev.devloop.core.Progress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageSourceTest {

  private static final Recipe NODE =
      new Recipe(
          Path.of("/images/node"),
          Optional.of("node:22"),
          Optional.empty(),
          List.of(),
          List.of(),
          List.of(),
          false,
          1);

  private final Map<String, EngineImage> engine = new HashMap<>();
  private final List<String> calls = new ArrayList<>();
  private boolean reachable;
  private Pull.Outcome outcome = Pull.Outcome.DONE;
  private final ImageSource source =
      new ImageSource(
          reference -> Optional.ofNullable(engine.get(reference)),
          new ImageSource.Registry() {
            @Override
            public boolean reachable(String host) {
              calls.add("reach " + host);
              return reachable;
            }

            @Override
            public Pull pull(String reference, Progress progress) {
              calls.add("pull " + reference);
              if (outcome == Pull.Outcome.DONE) {
                have(reference, "");
              }
              return new Pull(outcome, List.of("said"));
            }
          },
          new ImageSource.StandIns() {
            @Override
            public Optional<Recipe> find(String reference) {
              return reference.equals("node:22") ? Optional.of(NODE) : Optional.empty();
            }

            @Override
            public Optional<Recipe> nearest(String reference) {
              return Optional.of(NODE);
            }

            @Override
            public String key(Recipe recipe) {
              return "current";
            }

            @Override
            public LocalImage provide(Recipe recipe, Progress progress) {
              calls.add("recipe " + recipe.makes());
              return new LocalImage("sha256:r", recipe.makes(), LocalImage.Origin.RECIPE);
            }
          });

  private void have(String reference, String recipeKey) {
    var labels = recipeKey.isEmpty() ? Map.<String, String>of() : Map.of(Recipes.LABEL, recipeKey);
    engine.put(
        reference,
        new EngineImage("sha256:e", List.of(reference), List.of(), labels, 1, Instant.EPOCH));
  }

  private LocalImage.Origin obtain(String reference) {
    return source.obtain(reference, Progress.NONE).origin();
  }

  @Test
  void whatTheEngineHasIsUsedWithoutAskingAnybody() {
    have("node:22", "");
    have("redis:7", "stale, but nobody's stand-in");
    assertThat(obtain("node:22")).isEqualTo(LocalImage.Origin.ENGINE);
    assertThat(obtain("redis:7")).isEqualTo(LocalImage.Origin.ENGINE);
    assertThat(calls).isEmpty();
  }

  @Test
  void aRegistryComesBeforeARecipe() {
    reachable = true;
    assertThat(obtain("node:22")).isEqualTo(LocalImage.Origin.REGISTRY);
    assertThat(calls).containsExactly("reach docker.io", "pull node:22");
  }

  @Test
  void withoutARegistryTheRecipeStandsIn() {
    assertThat(obtain("node:22")).isEqualTo(LocalImage.Origin.RECIPE);
    assertThat(calls).containsExactly("reach docker.io", "recipe node:22");
  }

  @Test
  void aStandInOfAnOlderRecipeIsMadeAnew() {
    have("node:22", "old");
    assertThat(obtain("node:22")).isEqualTo(LocalImage.Origin.RECIPE);
    have("node:22", "current");
    assertThat(obtain("node:22")).isEqualTo(LocalImage.Origin.ENGINE);
  }

  @Test
  void aPullThatBreaksFallsBackToTheRecipe() {
    reachable = true;
    outcome = Pull.Outcome.UNREACHABLE;
    assertThat(obtain("node:22")).isEqualTo(LocalImage.Origin.RECIPE);
  }

  @Test
  void anImageThatItsRegistryDoesNotHaveIsNotFound() {
    reachable = true;
    outcome = Pull.Outcome.NOT_FOUND;
    assertThatThrownBy(() -> obtain("images.example/a/b:1"))
        .isInstanceOfSatisfying(
            DevloopException.class,
            e -> {
              assertThat(e.problems().getFirst().id()).isEqualTo("image-not-found");
              assertThat(e.problems().getFirst().fix()).contains("docker login images.example");
            });
  }

  @Test
  void withNeitherTheNearestRecipeIsNamed() {
    assertThatThrownBy(() -> obtain("node:20"))
        .isInstanceOfSatisfying(
            DevloopException.class,
            e -> {
              var problem = e.problems().getFirst();
              assertThat(problem.id()).isEqualTo("image-unavailable");
              assertThat(problem.fix()).contains("node:22", "`recipes` in dev-config.yaml");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "manifest for node:0 not found: manifest unknown: manifest unknown | NOT_FOUND",
        "pull access denied for foo, repository does not exist or may require login | NOT_FOUND",
        "failed to resolve reference \"docker.io/library/node:0\": not found | NOT_FOUND",
        "dial tcp: lookup images.example on 10.0.0.1:53: no such host | UNREACHABLE",
        "net/http: request canceled while waiting (Client.Timeout exceeded) | UNREACHABLE",
        "toomanyrequests: You have reached your pull rate limit | UNREACHABLE",
        "x509: certificate signed by unknown authority | UNREACHABLE"
      })
  void whatAnEngineSaysOfAPull(String said, Pull.Outcome means) {
    assertThat(Pull.outcome("Error response from daemon: " + said)).isEqualTo(means);
  }

  @Test
  void whetherARegistryAnswersIsRememberedForAMinute() {
    var clock = new AtomicLong();
    var asked = new ArrayList<String>();
    var reach =
        new RegistryReach(
            host -> {
              asked.add(host);
              return host.equals("up");
            },
            clock::get);
    assertThat(reach.reachable("down")).isFalse();
    assertThat(reach.reachable("down")).isFalse();
    assertThat(reach.reachable("up")).isTrue();
    assertThat(asked).containsExactly("down", "up");
    reach.failed("up");
    assertThat(reach.reachable("up")).isFalse();
    clock.set(61_000_000_000L);
    assertThat(reach.reachable("up")).isTrue();
  }
}
