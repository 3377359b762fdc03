package io.phasegate.conversion.yaml;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import java.io.StringReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads manifests: any number of documents, each as a JSON tree. */
public final class YamlReader {

  private static final Pattern JSON_NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
  private static final Pattern SEXAGESIMAL = Pattern.compile("[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+.*");
  private static final int MAX_DEPTH = 200;

  /**
   * Aliases name a node again; it is turned into JSON once and then shared, so none can explode.
   */
  private final IdentityHashMap<Node, Json> seen = new IdentityHashMap<>();

  private YamlReader() {}

  /**
   * Reads all documents of a text. Documents without content are left out, as {@code kubectl} does.
   *
   * @throws MalformedYaml with the line and a sentence about what is wrong there
   */
  public static List<YamlDocument> read(String text) throws MalformedYaml {
    var options = new LoaderOptions();
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setCodePointLimit(64 << 20);
    options.setMaxAliasesForCollections(1_000);
    List<YamlDocument> documents = new ArrayList<>();
    try {
      for (Node node : new Yaml(options).composeAll(new StringReader(text))) {
        Json value = new YamlReader().json(node);
        if (value != Json.Null.NULL) {
          documents.add(new YamlDocument(line(node), value));
        }
      }
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new MalformedYaml(line, sentence(e.getProblem()));
    } catch (YAMLException e) {
      throw new MalformedYaml(1, sentence(e.getMessage()));
    }
    return documents;
  }

  private static String sentence(@org.jspecify.annotations.Nullable String problem) {
    return problem == null ? "this is no YAML" : problem.lines().findFirst().orElse(problem);
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  private Json json(Node node) throws MalformedYaml {
    Json known = seen.get(node);
    if (known != null) {
      return known;
    }
    Json value =
        switch (node) {
          case MappingNode mapping -> JsonObject.of(fields(mapping));
          case SequenceNode sequence -> {
            List<Json> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
              items.add(json(item));
            }
            yield JsonArray.of(items);
          }
          case ScalarNode scalar -> scalar(scalar);
          default -> throw new MalformedYaml(line(node), "this kind of node is not understood");
        };
    seen.put(node, value);
    return value;
  }

  private SequencedMap<String, Json> fields(MappingNode mapping) throws MalformedYaml {
    SequencedMap<String, Json> fields = new LinkedHashMap<>();
    List<JsonObject> merged = new ArrayList<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new MalformedYaml(line(tuple.getKeyNode()), "a key must be a plain word");
      }
      if (key.getTag().equals(Tag.MERGE)) {
        collect(tuple.getValueNode(), merged);
      } else if (fields.put(key.getValue(), json(tuple.getValueNode())) != null) {
        throw new MalformedYaml(line(key), "the key \"" + key.getValue() + "\" is there twice");
      }
    }
    for (JsonObject object : merged) {
      object.entries().forEach(entry -> fields.putIfAbsent(entry.getKey(), entry.getValue()));
    }
    return fields;
  }

  private void collect(Node node, List<JsonObject> merged) throws MalformedYaml {
    switch (json(node)) {
      case JsonObject object -> merged.add(object);
      case JsonArray array -> array.forEach(item -> item.asObject().ifPresent(merged::add));
      case Json.Scalar _ -> throw new MalformedYaml(line(node), "<< can only take in mappings");
    }
  }

  private static Json scalar(ScalarNode node) throws MalformedYaml {
    String text = node.getValue();
    Tag tag = node.getTag();
    if (tag.equals(Tag.NULL)) {
      return Json.Null.NULL;
    } else if (tag.equals(Tag.BOOL)) {
      return Json.Bool.of(
          List.of("true", "yes", "on").contains(text.toLowerCase(java.util.Locale.ROOT)));
    } else if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return number(node, text);
    } else {
      return Json.text(text);
    }
  }

  private static Json number(ScalarNode node, String text) throws MalformedYaml {
    if (JSON_NUMBER.matcher(text).matches()) {
      return new Json.Num(text);
    }
    if (SEXAGESIMAL.matcher(text).matches()) {
      return Json.text(text);
    }
    String digits = text.replace("_", "");
    if (node.getTag().equals(Tag.INT)) {
      return new Json.Num(integer(digits).toString());
    }
    String plain = digits.startsWith("+") ? digits.substring(1) : digits;
    plain = plain.replaceFirst("^(-?)\\.", "$10.").replaceFirst("\\.($|[eE])", ".0$1");
    if (!JSON_NUMBER.matcher(plain).matches()) {
      throw new MalformedYaml(line(node), "\"" + text + "\" has no counterpart in JSON");
    }
    return new Json.Num(plain);
  }

  /** YAML 1.1 integers: decimal, or with the prefix 0b, 0x or a mere 0 for octal. */
  private static BigInteger integer(String digits) {
    boolean negative = digits.startsWith("-");
    String rest = digits.replaceFirst("^[-+]", "");
    BigInteger value;
    if (rest.startsWith("0x")) {
      value = new BigInteger(rest.substring(2), 16);
    } else if (rest.startsWith("0b")) {
      value = new BigInteger(rest.substring(2), 2);
    } else if (rest.startsWith("0o")) {
      value = new BigInteger(rest.substring(2), 8);
    } else if (rest.startsWith("0") && rest.length() > 1) {
      value = new BigInteger(rest.substring(1), 8);
    } else {
      value = new BigInteger(rest);
    }
    return negative ? value.negate() : value;
  }
}
