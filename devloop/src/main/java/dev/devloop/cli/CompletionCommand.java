package dev.devloop.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine.Model.PositionalParamSpec;

final class CompletionCommand extends Command {

  enum Shell {
    bash,
    zsh,
    fish
  }

  private final Value<Shell> shell =
      value(Shell.class, PositionalParamSpec.builder().paramLabel("bash|zsh|fish"));

  CompletionCommand() {
    super(
        "completion",
        "Print the completion script of a shell: commands, options, names of services.");
    footer(
        "Examples:",
        "  source <(devloop completion bash)        in ~/.bashrc",
        "  source <(devloop completion zsh)         in ~/.zshrc",
        "  devloop completion fish | source         in ~/.config/fish/config.fish");
  }

  @Override
  public Integer call() {
    System.out.print(script(shell.required()));
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
