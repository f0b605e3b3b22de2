package dev.devloop.kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Editing of YAML at the level of nodes, as far as [Kubeconfig] needs it: mappings with lists of
/// entries that have a `name`.
final class YamlNodes {

  private YamlNodes() {}

  static MappingNode parse(String text) {
    try {
      var settings = LoadSettings.builder().setParseComments(true).build();
      var node = new Compose(settings).composeString(text).orElseGet(YamlNodes::empty);
      if (node instanceof MappingNode mapping) {
        return mapping;
      }
      if (node instanceof ScalarNode scalar && scalar.getValue().isEmpty()) {
        return empty();
      }
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    throw new IllegalArgumentException("not a mapping");
  }

  static String write(MappingNode root) {
    var settings =
        DumpSettings.builder()
            .setDumpComments(true)
            .setSplitLines(false)
            .setWidth(Integer.MAX_VALUE)
            .build();
    return new Present(settings)
        .emitToString(new Serialize(settings).serializeOne(root).iterator());
  }

  static Optional<Node> value(MappingNode node, String key) {
    return node.getValue().stream()
        .filter(tuple -> isText(tuple.getKeyNode(), key))
        .map(NodeTuple::getValueNode)
        .findFirst();
  }

  static Optional<MappingNode> mapping(MappingNode node, String key) {
    return value(node, key).filter(MappingNode.class::isInstance).map(MappingNode.class::cast);
  }

  static Optional<String> text(MappingNode node, String key) {
    return value(node, key)
        .filter(ScalarNode.class::isInstance)
        .map(found -> ((ScalarNode) found).getValue());
  }

  static List<MappingNode> entries(MappingNode node, String list) {
    return value(node, list).filter(SequenceNode.class::isInstance).stream()
        .flatMap(found -> ((SequenceNode) found).getValue().stream())
        .filter(MappingNode.class::isInstance)
        .map(MappingNode.class::cast)
        .toList();
  }

  static Optional<MappingNode> entry(MappingNode node, String list, String name) {
    return entries(node, list).stream()
        .filter(entry -> text(entry, "name").equals(Optional.of(name)))
        .findFirst();
  }

  static void setText(MappingNode node, String key, String text) {
    set(node, key, scalar(text));
  }

  static void setTextIfAbsent(MappingNode node, String key, String text) {
    if (value(node, key).isEmpty()) {
      setText(node, key, text);
    }
  }

  /// Puts an entry into a list, in the place of the one of that name, or at the end.
  static void put(MappingNode node, String list, String name, MappingNode entry) {
    var items = items(node, list);
    var index = items.indexOf(entry(node, list, name).map(Node.class::cast).orElse(entry));
    if (index >= 0) {
      items.set(index, entry);
    } else {
      items.add(entry);
    }
    set(node, list, new SequenceNode(Tag.SEQ, items, FlowStyle.BLOCK));
  }

  static void remove(MappingNode node, String list, String name) {
    entry(node, list, name)
        .ifPresent(entry -> {
          var items = items(node, list);
          items.remove(entry);
          var style = items.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK;
          set(node, list, new SequenceNode(Tag.SEQ, items, style));
        });
  }

  private static List<Node> items(MappingNode node, String list) {
    return value(node, list)
        .filter(SequenceNode.class::isInstance)
        .map(found -> new ArrayList<>(((SequenceNode) found).getValue()))
        .orElseGet(ArrayList::new);
  }

  private static void set(MappingNode node, String key, Node value) {
    var tuples = new ArrayList<>(node.getValue());
    for (var i = 0; i < tuples.size(); i++) {
      if (isText(tuples.get(i).getKeyNode(), key)) {
        tuples.set(i, new NodeTuple(tuples.get(i).getKeyNode(), value));
        node.setValue(tuples);
        return;
      }
    }
    tuples.add(new NodeTuple(scalar(key), value));
    node.setValue(tuples);
  }

  private static boolean isText(Node node, String text) {
    return node instanceof ScalarNode scalar && scalar.getValue().equals(text);
  }

  private static ScalarNode scalar(String text) {
    var style = text.isEmpty() ? ScalarStyle.DOUBLE_QUOTED : ScalarStyle.PLAIN;
    return new ScalarNode(Tag.STR, text, style);
  }

  private static MappingNode empty() {
    return new MappingNode(Tag.MAP, new ArrayList<>(), FlowStyle.BLOCK);
  }
}
