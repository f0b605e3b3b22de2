package dev.devloop.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// What may stand at the end of a command line. All shells ask here; their scripts only pass words
/// on.
final class Completer {

  /// Instead of a word: the shell is to complete names of files or folders.
  static final String FILES = ":files";

  static final String FOLDERS = ":dirs";

  private static final String SERVICE = "SERVICE";

  private final CommandSpec root;
  private final Supplier<List<String>> services;

  /// @param services names of the services of the project that is meant
  Completer(CommandSpec root, Supplier<List<String>> services) {
    this.root = root;
    this.services = services;
  }

  /// The words before the last, as far as they are understood.
  private record Line(Optional<CommandSpec> command, int positionals, Optional<ArgSpec> open) {}

  /// A word each, with a tab and what it means behind it where that is known.
  ///
  /// @param words behind `devloop`; the last one is the one that is typed, and may be empty
  List<String> of(List<String> words) {
    if (words.isEmpty()) {
      return List.of();
    }
    var typed = words.getLast();
    var line = line(words.subList(0, words.size() - 1));
    return candidates(line, typed).filter(c -> c.startsWith(":") || c.startsWith(typed)).toList();
  }

  private Stream<String> candidates(Line line, String typed) {
    if (line.open().isPresent()) {
      return values(line.open().get());
    }
    if (typed.startsWith("-")) {
      return options(line.command().orElse(root));
    }
    return line.command().isEmpty()
        ? commands()
        : parameter(line.command().get(), line.positionals()).stream().flatMap(this::values);
  }

  private Line line(List<String> words) {
    Optional<CommandSpec> command = Optional.empty();
    Optional<ArgSpec> open = Optional.empty();
    int positionals = 0;
    for (var word : words) {
      if (open.isPresent()) {
        open = Optional.empty();
      } else if (word.startsWith("-")) {
        open = option(command.orElse(root), word);
      } else if (command.isEmpty()) {
        command = Optional.ofNullable(root.subcommands().get(word)).map(c -> c.getCommandSpec());
      } else {
        positionals++;
      }
    }
    return new Line(command, positionals, open);
  }

  /// The option that the next word is the value of.
  private static Optional<ArgSpec> option(CommandSpec command, String word) {
    return command.options().stream()
        .filter(o -> o.arity().min() > 0 && Arrays.asList(o.names()).contains(word))
        .<ArgSpec>map(o -> o)
        .findFirst();
  }

  private static Optional<PositionalParamSpec> parameter(CommandSpec command, int index) {
    return command.positionalParameters().stream()
        .filter(p -> p.index().contains(index))
        .findFirst();
  }

  private Stream<String> commands() {
    return root.subcommands().entrySet().stream()
        .filter(e -> !e.getValue().getCommandSpec().usageMessage().hidden())
        .map(
            e -> candidate(e.getKey(), e.getValue().getCommandSpec().usageMessage().description()));
  }

  private static Stream<String> options(CommandSpec command) {
    return command.options().stream()
        .filter(o -> !o.hidden())
        .map(o -> candidate(o.longestName(), o.description()));
  }

  private Stream<String> values(ArgSpec arg) {
    if (arg.paramLabel().equals(SERVICE)) {
      return services.get().stream();
    }
    if (arg.paramLabel().equals("FILE") || arg.paramLabel().equals("PATH")) {
      return Stream.of(FILES);
    }
    if (arg.paramLabel().equals("DIR")) {
      return Stream.of(FOLDERS);
    }
    var constants = Optional.ofNullable(arg.completionCandidates());
    return constants.stream().flatMap(all -> StreamSupport.stream(all.spliterator(), false));
  }

  private static String candidate(String word, String[] description) {
    var text = String.join(" ", description).replaceAll("\\s+", " ");
    return text.isEmpty() ? word : word + "\t" + text;
  }
}
