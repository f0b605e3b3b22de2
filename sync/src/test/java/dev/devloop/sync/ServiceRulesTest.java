package dev.devloop.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.config.ChangeRule.Action;
import dev.devloop.files.IgnorePatterns;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServiceRulesTest {

  private static final Path ROOT = Path.of("/p/web");

  private static ServiceRules rules(Services service, String... dockerIgnore) {
    return ServiceRules.of(
        service.config(),
        Path.of("/p"),
        IgnorePatterns.parse(List.of(dockerIgnore)),
        IgnorePatterns.parse(List.of("secret", "*.own")));
  }

  private static ServiceRules usual() {
    return rules(
        Services.service("web", ROOT)
            .built()
            .sync("src", "/app/src", "**/*.test.ts")
            .sync("package.json", "/app/package.json")
            .sync("src/static", "/srv")
            .sync("../shared", "/app/shared/")
            .on(new Action.Run(List.of("npm", "ci")), "package.json")
            .on(new Action.Restart(), "package.json", "src/**/*.json")
            .on(new Action.Rebuild(), "Dockerfile", "src/native/**", "made.txt"),
        "node_modules",
        "dist",
        "!dist/keep",
        "made.txt",
        "src/gen",
        "Dockerfile");
  }

  @ParameterizedTest
  @CsvSource({
    "/p/web/src/a.ts,            sync /app/src/a.ts",
    "/p/web/src/x y/ä.ts,        sync /app/src/x y/ä.ts",
    "/p/web/src,                 sync /app/src",
    "/p/web/src/a.test.ts,       nothing",
    "/p/web/src/gen/a.ts,        nothing",
    "/p/web/src/static/x.css,    sync /srv/x.css",
    "/p/web/src/static/a.test.ts,sync /srv/a.test.ts",
    "/p/web/package.json,        sync /app/package.json run restart",
    "/p/web/src/x/y.json,        sync /app/src/x/y.json restart",
    "/p/web/src/y.own/z,         sync /app/src/y.own/z",
    "/p/web/y.own,               nothing",
    "/p/shared/lib.ts,           sync /app/shared/lib.ts",
    "/p/web/README.md,           rebuild",
    "/p/web/Dockerfile,          rebuild",
    "/p/web/.dockerignore,       rebuild",
    "/p/web/Dockerfile.dockerignore, rebuild",
    "/p/web/made.txt,            rebuild",
    "/p/web/src/native/a.c,      sync /app/src/native/a.c rebuild",
    "/p/web/node_modules/a.js,   nothing",
    "/p/web/dist/a.js,           nothing",
    "/p/web/dist/keep,           rebuild",
    "/p/web/secret/key,          nothing",
    "/p/web/.git/HEAD,           nothing",
    "/p/web/src/.git/HEAD,       nothing",
    "/p/other/a.ts,              nothing",
    "/p/web-2/a.ts,              nothing"
  })
  void aPathHasOneFate(String path, String fate) {
    assertThat(text(usual().fate(Path.of(path)))).isEqualTo(fate);
  }

  private static String text(Fate fate) {
    var text = new StringBuilder();
    fate.target().ifPresent(target -> text.append("sync ").append(target));
    text.append(fate.rebuild() ? " rebuild" : "");
    for (var action : fate.actions()) {
      text.append(action instanceof Action.Run ? " run" : " restart");
    }
    return text.isEmpty() ? "nothing" : text.toString().strip();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4913",
        ".a.ts.swp",
        ".a.ts.swx",
        "a.ts~",
        ".a.ts.un~",
        "#a.ts#",
        ".#a.ts",
        "a.ts___jb_tmp___",
        "a.ts___jb_old___",
        "a.ts.vsctmp",
        ".a.ts.kate-swp",
        ".goutputstream-ABC123",
        ".devloop-pull-1"
      })
  void whatEditorsLeaveIsNobodysFile(String name) {
    assertThat(usual().fate(ROOT.resolve("src").resolve(name))).isEqualTo(Fate.NOTHING);
    assertThat(usual().fate(ROOT.resolve(name))).isEqualTo(Fate.NOTHING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"49131", "a.swp", "a#", "#a", ".a.swz", "tilde~x"})
  void whatLooksSimilarIsAFile(String name) {
    assertThat(usual().target(ROOT.resolve("src").resolve(name))).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "/p,                       false",
    "/p/web,                   false",
    "/p/web/src,               false",
    "/p/web/src/a/b,           false",
    "/p/web/docs,              false",
    "/p/shared,                false",
    "/p/web/node_modules,      true",
    "/p/web/src/gen,           true",
    "/p/web/dist,              false",
    "/p/web/secret,            true",
    "/p/web/.git,              true",
    "/p/web/src/.git,          true",
    "/p/other,                 true"
  })
  void aFolderInWhichNothingMattersIsPruned(String folder, boolean pruned) {
    assertThat(usual().prunes(Path.of(folder))).isEqualTo(pruned);
  }

  @Test
  void withoutABuildOnlySourcesMatter() {
    var rules = rules(Services.service("web", Path.of("/p")).sync("www", "/www"));
    assertThat(rules.fate(Path.of("/p/www/a")).target()).contains("/www/a");
    assertThat(rules.fate(Path.of("/p/b"))).isEqualTo(Fate.NOTHING);
    assertThat(rules.prunes(Path.of("/p/lib"))).isTrue();
    assertThat(rules.prunes(Path.of("/p/www/lib"))).isFalse();
  }

  @Test
  void aRuleForTheRootOfTheContainerHasNoDoubleSlash() {
    var rules = rules(Services.service("web", Path.of("/p")).sync("rootfs", "/"));
    assertThat(rules.target(Path.of("/p/rootfs/etc/x"))).contains("/etc/x");
    assertThat(rules.target(Path.of("/p/rootfs"))).contains("/");
    assertThat(rules.origins("/etc/x")).containsExactly(Path.of("/p/rootfs/etc/x"));
  }

  @Test
  void theLastRuleComesFirstWhereTwoMeetInTheContainer() {
    var rules =
        rules(
            Services.service("web", Path.of("/p"))
                .sync("a", "/app")
                .sync("b", "/app/gen", "*.bak"));
    assertThat(rules.origins("/app/gen/x"))
        .containsExactly(Path.of("/p/b/x"), Path.of("/p/a/gen/x"));
    assertThat(rules.origins("/app/gen/x.bak")).containsExactly(Path.of("/p/a/gen/x.bak"));
    assertThat(rules.origins("/app/y")).containsExactly(Path.of("/p/a/y"));
    assertThat(rules.origins("/other")).isEmpty();
  }
}
