package dev.devloop.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "completion",
    description = "Print the completion script of a shell: commands, options, names of services.",
    footer = {
      "",
      "Examples:",
      "  source <(devloop completion bash)        in ~/.bashrc",
      "  source <(devloop completion zsh)         in ~/.zshrc",
      "  devloop completion fish | source         in ~/.config/fish/config.fish"
    })
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
    System.out.print(script(shell));
    return 0;
  }

  static String script(Shell shell) {
    var name = "completion." + shell.name();
    try (var in = CompletionCommand.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
