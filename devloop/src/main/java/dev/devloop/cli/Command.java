package dev.devloop.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// A command of the command line: what it is called, what it takes, what it does. A field for each
/// option and parameter holds what was given.
///
/// Told by calls and not by picocli's annotations: for each kind of annotation that is read the JVM
/// makes a class that its start-up cache cannot hold, 40 ms of each command.
abstract class Command implements Callable<Integer> {

  private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

  /// @param description a line each, for its help and the list of commands
  Command(String name, String... description) {
    spec.name(name).usageMessage().description(description);
  }

  final CommandSpec spec() {
    return spec;
  }

  /// The end of its help, after an empty line.
  final void footer(String... lines) {
    var footer = new String[lines.length + 1];
    footer[0] = "";
    System.arraycopy(lines, 0, footer, 1, lines.length);
    spec.usageMessage().footer(footer);
  }

  /// An option that is given or not.
  final Flag flag(String description, String... names) {
    return flag(OptionSpec.builder(names).description(description));
  }

  final Flag flag(OptionSpec.Builder option) {
    return new Flag(added(option.type(boolean.class).build()));
  }

  /// An option with a value.
  final <T> Value<T> value(Class<T> type, OptionSpec.Builder option) {
    return new Value<>(added(option.type(type).build()));
  }

  /// A parameter.
  final <T> Value<T> value(Class<T> type, PositionalParamSpec.Builder parameter) {
    return new Value<>(added(demanded(parameter.type(type)).build()));
  }

  /// An option that may be given several times.
  final <T> Values<T> values(Class<T> type, OptionSpec.Builder option) {
    return new Values<>(added(option.type(List.class).auxiliaryTypes(type).build()));
  }

  /// A parameter of several words.
  final Values<String> words(PositionalParamSpec.Builder parameter) {
    return new Values<>(
        added(demanded(parameter.type(List.class).auxiliaryTypes(String.class)).build()));
  }

  /// Unless it may be left out.
  private static PositionalParamSpec.Builder demanded(PositionalParamSpec.Builder parameter) {
    return parameter.required(parameter.arity() == null || parameter.arity().min() > 0);
  }

  private <A extends ArgSpec> A added(A arg) {
    spec.add(arg);
    return arg;
  }

  /// @param spec holds `true` when it was given
  record Flag(OptionSpec spec) {
    boolean given() {
      return Boolean.TRUE.equals(spec.getValue());
    }
  }

  /// @param spec holds a `T`, or null when nothing was given
  record Value<T>(ArgSpec spec) {
    Optional<T> given() {
      return Optional.ofNullable(spec.<T>getValue());
    }

    /// Of one without which the command is not called.
    T required() {
      return given().orElseThrow();
    }
  }

  /// @param spec holds a list of `T`, or null when nothing was given
  record Values<T>(ArgSpec spec) {
    List<T> given() {
      return Optional.ofNullable(spec.<List<T>>getValue()).orElse(List.of());
    }
  }
}
