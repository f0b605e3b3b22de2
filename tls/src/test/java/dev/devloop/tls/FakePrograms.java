package dev.devloop.tls;

import dev.devloop.engine.CommandResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Records what is run and answers as it was told.
final class FakePrograms implements Programs {

  final List<String> ran = new ArrayList<>();
  final Set<String> there = new LinkedHashSet<>();
  Optional<List<String>> prefix = Optional.of(List.of("sudo"));
  Function<List<String>, List<String>> output = _ -> List.of();
  Function<List<String>, Integer> exit = _ -> 0;

  FakePrograms having(String... names) {
    there.addAll(List.of(names));
    return this;
  }

  @Override
  public Optional<Path> find(String name) {
    return there.contains(name) ? Optional.of(Path.of("/bin", name)) : Optional.empty();
  }

  @Override
  public CommandResult run(List<String> argv) {
    var line = String.join(" ", argv);
    ran.add(line);
    return new CommandResult(line, exit.apply(argv), output.apply(argv));
  }

  @Override
  public Optional<List<String>> rootPrefix() {
    return prefix;
  }
}
