package io.phasegate.conversion.yaml;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Writes trees as the YAML that people keep in git: block style, quotes only where needed. */
public final class YamlWriter {

  private YamlWriter() {}

  /** One document without markers, ending in a newline; the order of keys is kept. */
  public static String text(Json value) {
    var options = new DumperOptions();
    options.setDefaultFlowStyle(FlowStyle.BLOCK);
    options.setIndicatorIndent(2);
    options.setIndentWithIndicator(true);
    options.setWidth(120);
    options.setSplitLines(false);
    var out = new StringWriter();
    new Yaml(options).serialize(node(value), out);
    return out.toString();
  }

  private static Node node(Json value) {
    return switch (value) {
      case JsonObject object -> mapping(object);
      case JsonArray array -> sequence(array);
      case Json.Text text -> string(text.value());
      case Json.Num(var text) -> plain(numberTag(text), text);
      case Json.Bool bool -> plain(Tag.BOOL, Boolean.toString(bool.value()));
      case Json.Null _ -> plain(Tag.NULL, "null");
    };
  }

  private static Node mapping(JsonObject object) {
    List<NodeTuple> tuples = new ArrayList<>();
    object
        .entries()
        .forEach(e -> tuples.add(new NodeTuple(string(e.getKey()), node(e.getValue()))));
    return new MappingNode(Tag.MAP, tuples, object.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
  }

  private static Node sequence(JsonArray array) {
    List<Node> items = array.items().stream().map(YamlWriter::node).toList();
    return new SequenceNode(Tag.SEQ, items, array.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
  }

  /** A text over several lines is easiest to read as a literal block. */
  private static Node string(String text) {
    return new ScalarNode(
        Tag.STR, text, null, null, text.contains("\n") ? ScalarStyle.LITERAL : ScalarStyle.PLAIN);
  }

  private static Tag numberTag(String text) {
    return text.matches("-?[0-9]+") ? Tag.INT : Tag.FLOAT;
  }

  private static Node plain(Tag tag, String text) {
    return new ScalarNode(tag, text, null, null, ScalarStyle.PLAIN);
  }
}
