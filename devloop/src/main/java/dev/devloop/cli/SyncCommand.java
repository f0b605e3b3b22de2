package dev.devloop.cli;

import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.OptionSpec;

final class SyncCommand extends FileCommand {

  private final Flag pause = one("--pause", "Keep changed files on the host.");
  private final Flag resume = one("--resume", "End a pause.");
  private final Flag now =
      one("--now", "Bring over what is held back, and wait until it is there.");

  private final Value<String> service = serviceOrAll();

  SyncCommand() {
    super("sync", "Hold changed files back, or bring them into the containers.");
    footer(
        "Examples:",
        "  devloop sync --pause web     while a branch is rebased",
        "  devloop sync --now           what is paused or has trigger: manual, once");
    spec()
        .addArgGroup(
            ArgGroupSpec.builder()
                .multiplicity("1")
                .addArg(pause.spec())
                .addArg(resume.spec())
                .addArg(now.spec())
                .build());
  }

  /// Exactly one of them is to be given.
  private static Flag one(String name, String description) {
    return new Flag(OptionSpec.builder(name).required(true).description(description).build());
  }

  @Override
  public Integer call() {
    var of = service.given().map(s -> "/services/" + Names.checked(s)).orElse("");
    return needDaemon().stream("POST", of + "/" + verb(), new byte[0], Console.PRINT);
  }

  private String verb() {
    if (pause.given()) {
      return "pause";
    }
    return resume.given() ? "resume" : "sync";
  }
}
