package dev.devloop.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The parts of a Dockerfile that a configuration can speak of.
///
/// @param stages in the order of the file
record Dockerfile(List<Stage> stages) {

  Dockerfile {
    stages = List.copyOf(stages);
  }

  /// @param name after `AS`, lower case; empty without
  /// @param image after `FROM`: an image or the name of a stage
  record Stage(String name, String image, List<Instruction> instructions) {}

  /// @param name upper case
  /// @param text the rest, continued lines joined
  record Instruction(String name, String text) {

    /// The words, without flags such as `--chown=...`; also of the JSON form.
    List<String> words() {
      var plain = text;
      if (text.startsWith("[")) {
        for (var sign : List.of("[", "]", ",", "\"")) {
          plain = plain.replace(sign, " ");
        }
      }
      List<String> words = new ArrayList<>();
      for (var word : plain.replace('\t', ' ').split(" ", -1)) {
        if (!word.isEmpty() && !word.startsWith("--")) {
          words.add(word);
        }
      }
      return words;
    }
  }

  /// The names that `target` may have.
  List<String> targets() {
    return stages.stream().map(Stage::name).filter(name -> !name.isEmpty()).toList();
  }

  boolean hasTarget(String target) {
    if (Numbers.isWhole(target)) {
      var index = Numbers.whole(target);
      return index >= 0 && index < stages.size();
    }
    return targets().contains(target.toLowerCase(Locale.ROOT));
  }

  /// Never fails: what it does not understand it leaves out.
  static Dockerfile parse(String text) {
    var stages = new ArrayList<Stage>();
    for (var instruction : instructions(text)) {
      if (instruction.name().equals("FROM")) {
        stages.add(stage(instruction));
      } else if (!stages.isEmpty()) {
        stages.getLast().instructions().add(instruction);
      }
    }
    return new Dockerfile(stages);
  }

  private static Stage stage(Instruction from) {
    var words = from.words();
    var named = words.size() == 3 && words.get(1).equalsIgnoreCase("as");
    return new Stage(
        named ? words.get(2).toLowerCase(Locale.ROOT) : "",
        words.isEmpty() ? "" : words.getFirst(),
        new ArrayList<>());
  }

  private static List<Instruction> instructions(String text) {
    var escape = text.lines().limit(3).anyMatch(Dockerfile::setsBacktick) ? "`" : "\\";
    var instructions = new ArrayList<Instruction>();
    var open = new StringBuilder();
    var heredoc = Optional.<String>empty();
    for (var line : text.lines().toList()) {
      if (heredoc.isPresent()) {
        heredoc = heredoc.filter(end -> !line.strip().equals(end));
        continue;
      }
      var plain = line.strip();
      if (plain.isEmpty() || plain.startsWith("#")) {
        continue;
      }
      if (plain.endsWith(escape)) {
        open.append(plain, 0, plain.length() - 1).append(' ');
        continue;
      }
      var whole = open.append(plain).toString();
      open.setLength(0);
      instruction(whole).ifPresent(instructions::add);
      heredoc = heredocEnd(whole);
    }
    instruction(open.toString()).ifPresent(instructions::add);
    return instructions;
  }

  private static boolean setsBacktick(String line) {
    return line.replace(" ", "").equalsIgnoreCase("#escape=`");
  }

  private static Optional<Instruction> instruction(String line) {
    var plain = line.strip();
    var end = plain.indexOf(' ') < 0 ? plain.indexOf('\t') : plain.indexOf(' ');
    return end < 0
        ? Optional.empty()
        : Optional.of(
            new Instruction(
                plain.substring(0, end).toUpperCase(Locale.ROOT), plain.substring(end).strip()));
  }

  /// The word that ends the here-document which a line begins, if it does.
  private static Optional<String> heredocEnd(String line) {
    var start = line.indexOf("<<");
    var upper = line.toUpperCase(Locale.ROOT);
    if (start < 0 || !(upper.startsWith("RUN") || upper.startsWith("COPY"))) {
      return Optional.empty();
    }
    var word = new StringBuilder();
    for (var i = start + 2; i < line.length(); i++) {
      var c = line.charAt(i);
      if (Chars.isLetter(c) || Chars.isDigit(c) || c == '_') {
        word.append(c);
      } else if (word.length() > 0 || "-\"'".indexOf(c) < 0) {
        break;
      }
    }
    return word.isEmpty() ? Optional.empty() : Optional.of(word.toString());
  }
}
