package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Where devloop keeps its files, and how they are forgotten.
final class CacheTest {

  @Test
  @Covers(commands = {"clean", "clean --cache"})
  void onlyCleanCacheRemovesTheResultsOfRecipes(Projects projects) {
    var project = projects.openUnstarted("web");
    var result = "cache/devloop/recipes/busybox-1/0123456789.tar";
    project.write(result, "a result of half an hour");
    var cli = project.cli().with("XDG_CACHE_HOME", project.folder().resolve("cache").toString());

    cli.run("down").mustEndWith(0);
    cli.run("clean").mustEndWith(2).mustSay("--cache");
    assertThat(project.read(result)).contains("half an hour");

    cli.run("clean", "--cache").mustEndWith(0);
    assertThat(project.folder().resolve(result)).doesNotExist();
  }

  @Test
  void allFilesAreUnderDevloopHomeWhenItIsSet(Projects projects) {
    var project = projects.openUnstarted("web");
    project.write("home/cache/recipes/busybox-1/0123456789.tar", "a result");
    var cli = project.cli().with("DEVLOOP_HOME", project.folder().resolve("home").toString());

    cli.run("clean", "--cache").mustEndWith(0);

    assertThat(project.folder().resolve("home/cache/recipes/busybox-1/0123456789.tar"))
        .doesNotExist();
  }
}
