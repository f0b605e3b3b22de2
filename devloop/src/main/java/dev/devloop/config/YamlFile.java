package dev.devloop.config;

import dev.devloop.config.Value.Entries;
import dev.devloop.config.Value.Entry;
import dev.devloop.config.Value.Items;
import dev.devloop.config.Value.Nothing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/// Turns one YAML file into a tree of values with places; reports syntax errors, keys that are
/// there twice and variables that cannot be replaced.
final class YamlFile {

  private final Path file;
  private final Variables variables;
  private final Findings findings;
  // aliases: each node is converted once, which also keeps "billion laughs" harmless
  private final IdentityHashMap<Node, Value> done = new IdentityHashMap<>();
  private final IdentityHashMap<Node, Boolean> running = new IdentityHashMap<>();

  private YamlFile(Path file, Variables variables, Findings findings) {
    this.file = file;
    this.variables = variables;
    this.findings = findings;
  }

  /// @return empty when the file is not YAML, which is in the findings then
  static Optional<Value> parse(Path file, String text, Variables variables, Findings findings) {
    var reader = new YamlFile(file, variables, findings);
    try {
      var root = new Compose(settings(file)).composeString(text);
      return Optional.of(
          root.map(reader::convert).orElseGet(() -> new Nothing(new Position(file, 1, 1))));
    } catch (MarkedYamlEngineException e) {
      reader.syntax(e, text);
    } catch (YamlEngineException e) {
      findings.add(
          ConfigProblem.YAML_SYNTAX,
          new Position(file, 1, 1),
          firstLine(String.valueOf(e.getMessage())));
    } catch (StackOverflowError _) {
      findings.add(ConfigProblem.YAML_SYNTAX, new Position(file, 1, 1), "it is nested too deeply");
    }
    return Optional.empty();
  }

  private static LoadSettings settings(Path file) {
    return LoadSettings.builder()
        .setLabel(file.toString())
        .setAllowDuplicateKeys(true)
        // all scalars stay text: the table of keys knows which type is wanted
        .setSchema(new FailsafeSchema())
        .build();
  }

  private Value convert(Node node) {
    var before = done.get(node);
    if (before != null) {
      return before;
    }
    if (running.put(node, true) != null) {
      findings.add(
          ConfigProblem.YAML_SYNTAX, position(node), "an alias stands inside of what it repeats");
      return new Value.Broken(position(node));
    }
    var value =
        switch (node) {
          case ScalarNode scalar -> Scalars.of(scalar, position(scalar), variables, findings);
          case SequenceNode list -> items(list);
          case MappingNode map -> entries(map);
          default -> new Value.Broken(position(node));
        };
    done.put(node, value);
    return value;
  }

  private Value items(SequenceNode list) {
    List<Value> values = new ArrayList<>();
    for (var item : list.getValue()) {
      values.add(convert(item));
    }
    return new Items(position(list), values);
  }

  private Value entries(MappingNode map) {
    var entries = new LinkedHashMap<String, Entry>();
    for (NodeTuple tuple : map.getValue()) {
      var place = position(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        findings.add(ConfigProblem.VALUE_TYPE, place, "a key must be text", "write a plain key");
        continue;
      }
      var value = convert(tuple.getValueNode());
      var first = entries.putIfAbsent(key.getValue(), new Entry(place, value));
      if (first != null) {
        findings.add(
            ConfigProblem.KEY_TWICE,
            place,
            "`" + key.getValue() + "` is already there in line " + first.key().line());
      }
    }
    return new Entries(position(map), entries);
  }

  private void syntax(MarkedYamlEngineException e, String text) {
    var mark = e.getProblemMark().or(e::getContextMark);
    var place = mark.map(this::position).orElse(new Position(file, 1, 1));
    var at = mark.map(Mark::getIndex).orElse(text.length());
    var next = text.codePoints().skip(at).findFirst().orElse(' ');
    findings.add(ConfigProblem.YAML_SYNTAX, place, firstLine(e.getProblem()), hint((char) next));
  }

  private static String hint(char next) {
    return switch (next) {
      case '\t' -> "indent with spaces: YAML takes no tabs";
      case '@', '`', '%' -> "put the value in quotes: it begins with `" + next + "`";
      case '{' -> "put quotes around a value with `{`, such as \"${VAR}\"";
      case ':' -> "put quotes around a value that contains `: `, and check the indentation";
      default -> "check the indentation, brackets and quotes here and in the line above";
    };
  }

  private static String firstLine(String message) {
    var end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  private Position position(Node node) {
    return node.getStartMark().map(this::position).orElse(Position.of(file));
  }

  private Position position(Mark mark) {
    return new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
  }
}
