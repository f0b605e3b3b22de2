package dev.devloop.cli;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
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
    footer = {
      "",
      "Examples:",
      "  devloop init && devloop up       write a configuration, make everything run",
      "  devloop status --watch           see how things are",
      "  devloop COMMAND --help           more on a command, with examples",
      "",
      "Ends with 0 when all is well, 1 when a service failed, 2 for a mistake of yours, 3 when the",
      "machine or the cluster fails, 4 when it took too long, 130 after Ctrl-C."
    })
public final class Main implements Runnable {

  private static final SequencedMap<String, Supplier<Object>> COMMANDS = commands();

  private static SequencedMap<String, Supplier<Object>> commands() {
    SequencedMap<String, Supplier<Object>> all = new LinkedHashMap<>();
    all.put("up", UpCommand::new);
    all.put("status", StatusCommand::new);
    all.put("open", OpenCommand::new);
    all.put("logs", LogsCommand::new);
    all.put("exec", ExecCommand::new);
    all.put("restart", RestartCommand::new);
    all.put("rebuild", RebuildCommand::new);
    all.put("sync", SyncCommand::new);
    all.put("verify", VerifyCommand::new);
    all.put("wait", WaitCommand::new);
    all.put("pause", PauseCommand::new);
    all.put("down", DownCommand::new);
    all.put("ls", LsCommand::new);
    all.put("validate", ValidateCommand::new);
    all.put("init", InitCommand::new);
    all.put("schema", SchemaCommand::new);
    all.put("trust", TrustCommand::new);
    all.put("untrust", UntrustCommand::new);
    all.put("doctor", DoctorCommand::new);
    all.put("engine", EngineCommand::new);
    all.put("clean", CleanCommand::new);
    all.put("completion", CompletionCommand::new);
    all.put("complete", CompleteCommand::new);
    all.put("version", VersionCommand::new);
    return Collections.unmodifiableSequencedMap(all);
  }

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
    var line =
        args.length > 0 && COMMANDS.containsKey(args[0])
            ? commandLine(List.of(args[0]))
            : commandLine();
    System.exit(line.execute(args));
  }

  /// With all commands.
  static CommandLine commandLine() {
    return commandLine(List.copyOf(COMMANDS.sequencedKeySet()));
  }

  /// With some of them: looking at all annotations of all commands is half of the time that a short
  /// command takes.
  private static CommandLine commandLine(List<String> names) {
    var line = new CommandLine(new Main());
    names.forEach(name ->
        line.addSubcommand(name, Optional.ofNullable(COMMANDS.get(name)).orElseThrow().get()));
    return line.setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, _) -> Errors.print(e))
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
