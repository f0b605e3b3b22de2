package dev.devloop.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a Dockerfile says about other images.
final class Dockerfile {

  private static final Pattern HEREDOC =
      Pattern.compile("<<-?[\"']?([A-Za-z_][A-Za-z0-9_]*)[\"']?");
  private static final Pattern FROM =
      Pattern.compile("(?i)FROM\\s+(?:--\\S+\\s+)*(\\S+)(?:\\s+AS\\s+(\\S+))?\\s*");
  private static final Pattern OTHER = Pattern.compile("(?:--from=|[,=]from=)([^\\s,]+)");
  private static final Pattern ARG = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(?:=(.*))?");
  private static final Pattern VARIABLE =
      Pattern.compile(
          "\\$(?:\\{([A-Za-z_][A-Za-z0-9_]*)(?::([-+])([^}]*))?}|([A-Za-z_][A-Za-z0-9_]*))");

  private final List<String> instructions;

  private Dockerfile(List<String> instructions) {
    this.instructions = instructions;
  }

  static Dockerfile parse(String text) {
    var instructions = new ArrayList<String>();
    var open = new StringBuilder();
    var heredoc = Optional.<String>empty();
    for (var line : text.lines().toList()) {
      if (heredoc.isEmpty() && (line.isBlank() || line.strip().startsWith("#"))) {
        continue;
      }
      if (heredoc.isPresent()) {
        heredoc = heredoc.filter(word -> !line.strip().equals(word));
      } else if (line.stripTrailing().endsWith("\\")) {
        open.append(line.stripTrailing(), 0, line.stripTrailing().length() - 1).append(' ');
      } else {
        var whole = open.append(line).toString().strip();
        open.setLength(0);
        instructions.add(whole);
        heredoc = heredoc(whole);
      }
    }
    return new Dockerfile(List.copyOf(instructions));
  }

  private static Optional<String> heredoc(String instruction) {
    var found = HEREDOC.matcher(instruction);
    return instruction.matches("(?i)(RUN|COPY|ADD)\\s.*") && found.find()
        ? Optional.of(found.group(1))
        : Optional.empty();
  }

  /// Images that the build needs, up to and with the target: the classic builder builds all stages
  /// before it. Stages of its own and `scratch` are none.
  ///
  /// @param target stage to build; empty means the last one
  Set<String> images(Map<String, String> args, Optional<String> target) {
    var values = new HashMap<>(platform());
    var stages = new HashSet<>(Set.of("scratch"));
    var images = new LinkedHashSet<String>();
    var stage = 0;
    var done = false;
    for (var instruction : instructions) {
      var from = FROM.matcher(instruction);
      if (from.matches()) {
        if (done) {
          break;
        }
        add(images, stages, expand(from.group(1), values));
        var name = Optional.ofNullable(from.group(2)).orElse("").toLowerCase(Locale.ROOT);
        stages.add(name);
        stages.add(Integer.toString(stage++));
        done = target.filter(wanted -> wanted.equalsIgnoreCase(name)).isPresent();
      } else if (stage == 0) {
        declare(instruction, args, values);
      } else {
        others(instruction).forEach(other -> add(images, stages, expand(other, values)));
      }
    }
    return images;
  }

  private static void add(Set<String> images, Set<String> stages, String name) {
    if (!name.isEmpty() && !stages.contains(name.toLowerCase(Locale.ROOT))) {
      images.add(name);
    }
  }

  /// Of an ARG before the first FROM.
  private static void declare(
      String instruction, Map<String, String> args, Map<String, String> values) {
    if (!instruction.matches("(?i)ARG\\s.*")) {
      return;
    }
    for (var word : instruction.substring(4).strip().split("\\s+", -1)) {
      var arg = ARG.matcher(word);
      if (arg.matches()) {
        var given = args.get(arg.group(1));
        var otherwise =
            Optional.ofNullable(arg.group(2)).map(text -> expand(unquote(text), values));
        if (given != null) {
          values.put(arg.group(1), given);
        } else {
          otherwise.ifPresent(text -> values.put(arg.group(1), text));
        }
      }
    }
  }

  private static List<String> others(String instruction) {
    return instruction.matches("(?i)(COPY|ADD|RUN)\\s.*")
        ? OTHER.matcher(instruction).results().map(found -> found.group(1)).toList()
        : List.of();
  }

  private static String unquote(String text) {
    return text.replaceFirst("^\"(.*)\"$", "$1").replaceFirst("^'(.*)'$", "$1");
  }

  private static String expand(String text, Map<String, String> values) {
    return VARIABLE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(value(found, values)));
  }

  private static String value(java.util.regex.MatchResult found, Map<String, String> values) {
    var braced = found.group(1);
    var value = values.getOrDefault(braced == null ? found.group(4) : braced, "");
    var otherwise = found.group(3) == null ? "" : found.group(3);
    return switch (found.group(2)) {
      case "-" -> value.isEmpty() ? otherwise : value;
      case "+" -> value.isEmpty() ? "" : otherwise;
      case null, default -> value;
    };
  }

  /// What BuildKit defines before the first FROM.
  private static Map<String, String> platform() {
    var arch = System.getProperty("os.arch", "").equals("aarch64") ? "arm64" : "amd64";
    return Map.of(
        "TARGETOS",
        "linux",
        "TARGETARCH",
        arch,
        "TARGETPLATFORM",
        "linux/" + arch,
        "BUILDOS",
        "linux",
        "BUILDARCH",
        arch,
        "BUILDPLATFORM",
        "linux/" + arch);
  }
}
