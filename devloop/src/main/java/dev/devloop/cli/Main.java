package dev.devloop.cli;

import dev.devloop.project.Version;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/// `devloop`: the command line.
public final class Main extends Command {

  private static final SequencedMap<String, Supplier<Command>> COMMANDS = commands();

  private static SequencedMap<String, Supplier<Command>> commands() {
    SequencedMap<String, Supplier<Command>> all = new LinkedHashMap<>();
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

  private final Value<Path> folder =
      value(
          Path.class,
          OptionSpec.builder("-C")
              .paramLabel("DIR")
              .scopeType(ScopeType.INHERIT)
              .description("Work in this project folder."));

  // not inherited: -f of logs is --follow
  private final Value<Path> file = value(Path.class, fileOption("-f", "--file"));

  private final Flag yes =
      flag(
          OptionSpec.builder("-y", "--yes")
              .scopeType(ScopeType.INHERIT)
              .description("Ask nothing, agree to everything."));

  private final Flag version = flag("Print the version.", "--version");

  private Main() {
    super("devloop", "A local Kubernetes environment behind one command.");
    flag(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .scopeType(ScopeType.INHERIT)
            .description("Show this help."));
    footer(
        "Examples:",
        "  devloop init && devloop up       write a configuration, make everything run",
        "  devloop status --watch           see how things are",
        "  devloop COMMAND --help           more on a command, with examples",
        "",
        "Ends with 0 when all is well, 1 when a service failed, 2 for a mistake of yours, 3 when the",
        "machine or the cluster fails, 4 when it took too long, 130 after Ctrl-C.");
  }

  static OptionSpec.Builder fileOption(String... names) {
    return OptionSpec.builder(names)
        .paramLabel("FILE")
        .description("Use this file instead of dev-config.yaml.");
  }

  /// The command line of this process.
  public static void main(String[] args) {
    int exit = execute(args);
    System.out.flush();
    System.err.flush();
    // exit() would set up a logger first; there is nothing left that a hook is for
    Runtime.getRuntime().halt(exit);
  }

  /// @return the exit code
  static int execute(String... args) {
    var root = root();
    return commandLine(root, needed(root, args)).execute(args);
  }

  /// With all commands.
  static CommandLine commandLine() {
    return commandLine(root(), COMMANDS.sequencedKeySet());
  }

  /// Without commands.
  static CommandSpec root() {
    return new Main().spec();
  }

  /// The command that is meant, or all where that is not plain to see: a command that is not called
  /// need not be made.
  static Collection<String> needed(CommandSpec root, String... args) {
    for (int i = 0; i < args.length; i++) {
      if (COMMANDS.containsKey(args[i])) {
        return List.of(args[i]);
      }
      var option = Optional.ofNullable(root.optionsMap().get(args[i]));
      if (option.isEmpty() || option.get().usageHelp()) {
        break;
      }
      i += option.get().arity().min();
    }
    return COMMANDS.sequencedKeySet();
  }

  private static CommandLine commandLine(CommandSpec root, Collection<String> names) {
    // picocli would load what java.time and java.sql have to say about times, for every command
    System.setProperty("picocli.converters.excludes", "java\\.(nio|sql|time)\\..*");
    for (var name : names) {
      root.addSubcommand(name, Optional.ofNullable(COMMANDS.get(name)).orElseThrow().get().spec());
    }
    return new CommandLine(root)
        .registerConverter(Path.class, Path::of)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, _) -> Errors.print(e))
        .setExecutionExceptionHandler((e, _, _) -> Errors.print(e));
  }

  @Override
  public Integer call() {
    var line = spec().commandLine();
    if (version.given()) {
      line.getOut().println(Version.current());
    } else {
      line.usage(line.getOut());
    }
    return 0;
  }

  /// What all commands may be told.
  Options options() {
    return new Options(folder.given(), file.given(), yes.given());
  }

  /// @param folder `-C`
  /// @param file `-f`
  /// @param yes `--yes`
  record Options(Optional<Path> folder, Optional<Path> file, boolean yes) {}
}
