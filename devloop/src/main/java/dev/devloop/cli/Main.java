package dev.devloop.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `devloop`: the command line.
@Command(
    name = "devloop",
    description = "A local Kubernetes environment behind one command.",
    subcommands = {
      UpCommand.class,
      StatusCommand.class,
      LogsCommand.class,
      ExecCommand.class,
      RestartCommand.class,
      RebuildCommand.class,
      DownCommand.class,
      LsCommand.class,
      ValidateCommand.class,
      InitCommand.class,
      SchemaCommand.class,
      DoctorCommand.class,
      EngineCommand.class,
      CleanCommand.class,
      CompletionCommand.class,
      VersionCommand.class
    },
    footer = {"", "Begin with: devloop init, devloop up"})
public final class Main implements Runnable {

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Option(
      names = "-C",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "Work in this project folder.")
  private Optional<Path> folder = Optional.empty();

  // not inherited: -f of logs is --follow
  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Use this file instead of dev-config.yaml.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = {"-y", "--yes"},
      scope = ScopeType.INHERIT,
      description = "Ask nothing, agree to everything.")
  private boolean yes;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  @Option(names = "--version", description = "Print the version.")
  private boolean version;

  private Main() {}

  /// The command line of this process.
  public static void main(String[] args) {
    var exit = commandLine().execute(args);
    System.exit(exit);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((e, _, _) -> Errors.print(e));
  }

  @Override
  public void run() {
    if (version) {
      spec.commandLine().getOut().println(dev.devloop.project.Version.current());
    } else {
      spec.commandLine().usage(spec.commandLine().getOut());
    }
  }

  /// What all commands may be told.
  Options options() {
    return new Options(folder, file, yes);
  }

  /// @param folder `-C`
  /// @param file `-f`
  /// @param yes `--yes`
  record Options(Optional<Path> folder, Optional<Path> file, boolean yes) {}
}
