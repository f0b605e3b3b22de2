package dev.devloop.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A repository of the host, as a developer has one around the project.
record Git(Path folder) {

  static Git init(Path folder) {
    var git = new Git(folder);
    git.run("init", "--quiet", "--initial-branch", "first");
    return git;
  }

  /// All there is, under a new branch or the same one again.
  void commit(String branch) {
    run("checkout", "--quiet", "-B", branch);
    run("add", "--all");
    run("commit", "--quiet", "--allow-empty", "--message", branch);
  }

  void checkout(String branch) {
    run("checkout", "--quiet", branch);
  }

  private void run(String... args) {
    var command =
        new ArrayList<>(List.of("git", "-c", "user.name=e2e", "-c", "user.email=e2e@localhost"));
    command.addAll(List.of(args));
    var env =
        Map.of(
            "PATH", System.getenv("PATH"),
            "HOME", folder.toString(),
            "GIT_CONFIG_NOSYSTEM", "1");
    Started.start(folder, env, command).input("").end(Duration.ofMinutes(1)).mustEndWith(0);
  }
}
