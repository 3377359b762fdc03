package io.phasegate.conversion.yaml;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import java.io.StringReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
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

  /** How deep a text may nest, and what it stands for once its aliases are resolved. */
  private static final int MAX_DEPTH = 200;

  /**
   * How many values aliases and merges may add to those of the text itself. What is told once takes
   * memory in proportion to the text, whereas a few lines of aliases can stand for gigabytes; an
   * object with more values is larger than an API server takes it.
   */
  private static final int MOST_REPEATED = 500_000;

  /** An API server reads numbers as doubles, and a double needs no more characters than that. */
  private static final int LONGEST_NUMBER = 1_000;

  /**
   * A node that was turned into JSON. Aliases name it again, and share it.
   *
   * @param values in it, with itself
   * @param depth of the objects and arrays in it, with itself
   */
  private record Made(Json json, int values, int depth) {}

  private final IdentityHashMap<Node, Made> seen = new IdentityHashMap<>();

  /** The nodes that are being turned into JSON, outermost first. */
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

  private int repeated;

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
        Json value = new YamlReader().made(node).json();
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

  private Made made(Node node) throws MalformedYaml {
    Made known = seen.get(node);
    if (known != null) {
      repeated += known.values;
      if (repeated > MOST_REPEATED) {
        throw new MalformedYaml(
            line(node),
            "aliases repeat this and others until there are more than %d values; write it out"
                .formatted(MOST_REPEATED));
      }
      return known;
    }
    if (!open.add(node)) {
      throw new MalformedYaml(line(node), "an alias names what it is within");
    }
    Made made =
        switch (node) {
          case MappingNode mapping -> mapping(mapping);
          case SequenceNode sequence -> {
            List<Made> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
              items.add(made(item));
            }
            yield whole(node, JsonArray.of(items.stream().map(Made::json).toList()), items);
          }
          case ScalarNode scalar -> new Made(scalar(scalar), 1, 0);
          default -> throw new MalformedYaml(line(node), "this kind of node is not understood");
        };
    open.remove(node);
    seen.put(node, made);
    return made;
  }

  /** Something with parts. No sum overflows: what is repeated is bounded, and so is the text. */
  private static Made whole(Node node, Json json, Collection<Made> parts) throws MalformedYaml {
    int values = 1;
    int depth = 1;
    for (Made part : parts) {
      values += part.values;
      depth = Math.max(depth, part.depth + 1);
    }
    if (depth > MAX_DEPTH) {
      throw new MalformedYaml(
          line(node),
          "with its aliases resolved, this nests deeper than %d levels".formatted(MAX_DEPTH));
    }
    return new Made(json, values, depth);
  }

  private Made mapping(MappingNode mapping) throws MalformedYaml {
    SequencedMap<String, Json> fields = new LinkedHashMap<>();
    List<JsonObject> merged = new ArrayList<>();
    List<Made> parts = new ArrayList<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new MalformedYaml(line(tuple.getKeyNode()), "a key must be a plain word");
      }
      Made value = made(tuple.getValueNode());
      parts.add(value);
      if (key.getTag().equals(Tag.MERGE)) {
        collect(tuple.getValueNode(), value.json, merged);
      } else if (fields.put(key.getValue(), value.json) != null) {
        throw new MalformedYaml(line(key), "the key \"" + key.getValue() + "\" is there twice");
      }
    }
    for (JsonObject object : merged) {
      object.entries().forEach(entry -> fields.putIfAbsent(entry.getKey(), entry.getValue()));
    }
    return whole(mapping, JsonObject.of(fields), parts);
  }

  private static void collect(Node node, Json value, List<JsonObject> merged) throws MalformedYaml {
    switch (value) {
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
    // YAML 1.1 counts hours and minutes as digits to the base of 60; nobody else does.
    if (text.indexOf(':') > 0) {
      return Json.text(text);
    }
    if (text.length() > LONGEST_NUMBER) {
      throw new MalformedYaml(
          line(node),
          "a number of %d characters is more than anybody reads; quote what is a text"
              .formatted(text.length()));
    }
    String plain = node.getTag().equals(Tag.INT) ? integer(node, text) : decimal(text);
    if (!JSON_NUMBER.matcher(plain).matches()) {
      throw new MalformedYaml(line(node), "\"" + text + "\" has no counterpart in JSON");
    }
    return new Json.Num(plain);
  }

  private static String decimal(String text) {
    String digits = text.replace("_", "");
    String plain = digits.startsWith("+") ? digits.substring(1) : digits;
    return JSON_NUMBER.matcher(text).matches()
        ? text
        : plain.replaceFirst("^(-?)\\.", "$10.").replaceFirst("\\.($|[eE])", ".0$1");
  }

  private static String integer(ScalarNode node, String text) throws MalformedYaml {
    if (JSON_NUMBER.matcher(text).matches()) {
      return text;
    }
    try {
      return integer(text.replace("_", "")).toString();
    } catch (NumberFormatException e) {
      throw new MalformedYaml(line(node), "\"" + text + "\" is no whole number");
    }
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
