package dev.devloop.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// A completion script for fish; picocli writes those of bash and zsh only.
final class FishCompletion {

  private FishCompletion() {}

  static String of(CommandLine root) {
    var script = new StringBuilder("complete -c devloop -f\n");
    root.getSubcommands().forEach((name, command) -> command(script, name, command));
    return script.toString();
  }

  private static void command(StringBuilder script, String name, CommandLine command) {
    var about = String.join(" ", command.getCommandSpec().usageMessage().description());
    script
        .append("complete -c devloop -n __fish_use_subcommand -a ")
        .append(name)
        .append(" -d ")
        .append(quoted(about))
        .append('\n');
    command.getCommandSpec().options().forEach(option -> option(script, name, option));
  }

  private static void option(StringBuilder script, String command, OptionSpec option) {
    script
        .append("complete -c devloop -n '__fish_seen_subcommand_from ")
        .append(command)
        .append("'");
    for (var name : option.names()) {
      script.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
    }
    if (option.arity().max() > 0) {
      script.append(" -r -F");
    }
    script.append(" -d ").append(quoted(String.join(" ", option.description()))).append('\n');
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
