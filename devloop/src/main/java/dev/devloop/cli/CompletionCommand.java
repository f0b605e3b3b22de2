package dev.devloop.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "completion",
    description = "Print the completion script of a shell: source <(devloop completion bash)")
final class CompletionCommand implements Callable<Integer> {

  enum Shell {
    bash,
    zsh,
    fish
  }

  @Parameters(paramLabel = "bash|zsh|fish")
  private Shell shell = Shell.bash;

  @Override
  public Integer call() {
    var root = Main.commandLine();
    // zsh runs the script of bash: it begins with what that needs
    System.out.print(
        shell == Shell.fish ? FishCompletion.of(root) : AutoComplete.bash("devloop", root));
    return 0;
  }
}
