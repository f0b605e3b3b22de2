package dev.devloop.config;

import dev.devloop.config.Type.Either;
import dev.devloop.config.Type.ListOf;
import dev.devloop.config.Type.Section;
import dev.devloop.config.Type.Text;
import java.util.List;

/// The parts of the table below `services.NAME` about files that change.
final class SyncKeys {

  private static final Type PATTERNS = new ListOf(Keys.TEXT);

  static final Section SYNC =
      new Section(
          "sync",
          "Files that are copied into the running container when they change. Of rules that overlap"
              + " the last one wins.",
          List.of(
              Key.of(
                      "from",
                      Keys.PATH,
                      "src",
                      "File or folder, relative to `build.context` (to the project folder without"
                          + " `build`).")
                  .must(),
              Key.of("to", new Text(Format.SYNC_TO), "/app/src", "Absolute path in the container.")
                  .must(),
              Key.of(
                  "ignore",
                  PATTERNS,
                  "[\"**/*.test.ts\"]",
                  "Patterns as in `.dockerignore`, relative to `from`.")));

  static final Section PULL =
      new Section(
          "pull",
          "Files that are brought back from the container when they change there, such as a lock file"
              + " that `onChange` renews. Never over a change on the host that the container has not"
              + " seen yet.",
          List.of(
              Key.of(
                      "from",
                      new Text(Format.PULL_FROM),
                      "/app/package-lock.json",
                      "File or folder in the container, an absolute path.")
                  .must(),
              Key.of(
                      "to",
                      Keys.PATH,
                      "package-lock.json",
                      "File or folder of the project, relative to `build.context` (to the project"
                          + " folder without `build`).")
                  .must()));

  static final Section CHANGE =
      new Section(
          "onChange",
          "What else happens when files change: exactly one of `run`, `restart`, `rebuild`.",
          List.of(
              Key.of(
                      "paths",
                      PATTERNS,
                      "[package.json]",
                      "Patterns as in `.dockerignore`, relative to `build.context` (to the project"
                          + " folder without `build`). For `run` and `restart` a sync rule must cover"
                          + " them.")
                  .must(),
              Key.of(
                  "run",
                  new Either(List.of(Keys.TEXT, ServiceKeys.ARGV)),
                  "npm ci",
                  "Command in the container after the files arrived: text for `sh -c`, or a list"
                      + " without a shell."),
              Key.of("restart", Keys.FLAG, "true", "Restarts the process in the same pod."),
              Key.of("rebuild", Keys.FLAG, "true", "Builds the image and rolls it out.")));

  private SyncKeys() {}
}
