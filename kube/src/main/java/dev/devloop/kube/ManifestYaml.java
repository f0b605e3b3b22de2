package dev.devloop.kube;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// YAML (and so JSON) as kubectl reads it: that is YAML 1.1 where it shows, with `0644` as an octal
/// number and `yes` as true.
final class ManifestYaml {

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setSchema(new KubectlSchema())
          .setUseMarks(true)
          // bundles of definitions are larger than the parser's default of 3 MB
          .setCodePointLimit(64 * 1024 * 1024)
          .build();

  /// One document of a file.
  ///
  /// @param line of its first content, from 1
  /// @param tree empty for a document without content
  record Document(int line, Optional<Object> tree) {}

  private ManifestYaml() {}

  /// @throws org.snakeyaml.engine.v2.exceptions.YamlEngineException when it is no YAML
  static List<Document> read(String text) {
    var documents = new ArrayList<Document>();
    for (Node node : new Compose(SETTINGS).composeAllFromString(text)) {
      int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
      var tree = new StandardConstructor(SETTINGS).constructSingleDocument(Optional.of(node));
      documents.add(new Document(line, Optional.ofNullable(tree)));
    }
    return documents;
  }

  private static final class KubectlSchema extends CoreSchema {

    private static final Pattern OCTAL = Pattern.compile("[-+]?0o?[0-7]+");

    @Override
    public ScalarResolver getScalarResolver() {
      return new KubectlResolver();
    }

    @Override
    public Map<Tag, ConstructNode> getSchemaTagConstructors() {
      var constructors = new HashMap<>(super.getSchemaTagConstructors());
      var plainInt = Optional.ofNullable(constructors.get(Tag.INT)).orElseThrow();
      constructors.put(
          Tag.INT,
          node ->
              OCTAL.matcher(text(node)).matches() ? octal(text(node)) : plainInt.construct(node));
      constructors.put(Tag.BOOL, node -> text(node).matches("(?i)y|yes|true|on"));
      return constructors;
    }

    private static String text(Node node) {
      return ((ScalarNode) node).getValue();
    }

    private static Object octal(String text) {
      return Long.parseLong(text.replaceFirst("0o?", ""), 8);
    }
  }

  private static final class KubectlResolver implements ScalarResolver {

    private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");
    private static final Pattern BOOL =
        Pattern.compile(
            "y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF");
    private static final Pattern INT = Pattern.compile("[-+]?(?:[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)");
    private static final Pattern FLOAT =
        Pattern.compile(
            "[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
                + "|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");

    @Override
    public Tag resolve(String value, Boolean implicit) {
      if (!implicit) {
        return Tag.STR;
      }
      if (NULL.matcher(value).matches()) {
        return Tag.NULL;
      }
      if (BOOL.matcher(value).matches()) {
        return Tag.BOOL;
      }
      if (INT.matcher(value).matches()) {
        return Tag.INT;
      }
      if (FLOAT.matcher(value).matches()) {
        return Tag.FLOAT;
      }
      return value.equals("<<") ? Tag.MERGE : Tag.STR;
    }
  }
}
