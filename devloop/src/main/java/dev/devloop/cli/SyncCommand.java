package dev.devloop.cli;

import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "sync",
    description = "Hold changed files back, or bring them into the containers.",
    footer = {
      "",
      "Examples:",
      "  devloop sync --pause web     while a branch is rebased",
      "  devloop sync --now           what is paused or has trigger: manual, once"
    })
final class SyncCommand extends FileCommand {

  /// Exactly one of them.
  private static final class What {
    @Option(names = "--pause", required = true, description = "Keep changed files on the host.")
    private boolean pause;

    @Option(names = "--resume", required = true, description = "End a pause.")
    private boolean resume;

    @Option(
        names = "--now",
        required = true,
        description = "Bring over what is held back, and wait until it is there.")
    @SuppressWarnings("unused") // it is what is left
    private boolean now;

    String verb() {
      if (pause) {
        return "pause";
      }
      return resume ? "resume" : "sync";
    }
  }

  @ArgGroup(multiplicity = "1")
  private What what = new What();

  @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "All when none is named.")
  private Optional<String> service = Optional.empty();

  @Override
  public Integer call() {
    var of = service.map(s -> "/services/" + Names.checked(s)).orElse("");
    return needDaemon().stream("POST", of + "/" + what.verb(), new byte[0], Console.PRINT);
  }
}
