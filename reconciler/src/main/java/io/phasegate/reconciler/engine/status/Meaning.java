package io.phasegate.reconciler.engine.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;

/**
 * Whether two statuses say the same: absent, null and empty are one, timestamps are compared as
 * instants, the rest exactly (spec/engine.md 1.7).
 */
public final class Meaning {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Meaning() {}

  /** True when they say the same. */
  public static boolean same(Object a, Object b) {
    return a.equals(b) || sameTrees(JSON.valueToTree(a), JSON.valueToTree(b));
  }

  private static boolean sameTrees(JsonNode a, JsonNode b) {
    if (isNothing(a) || isNothing(b)) {
      return isNothing(a) && isNothing(b);
    }
    if (a.isObject() && b.isObject()) {
      TreeSet<String> names = new TreeSet<>(names(a));
      names.addAll(names(b));
      return names.stream().allMatch(name -> sameTrees(a.path(name), b.path(name)));
    }
    if (a.isArray() && b.isArray()) {
      return sameItems(a, b);
    }
    return a.equals(b) || sameNumbers(a, b) || sameInstants(a, b);
  }

  private static boolean sameItems(JsonNode a, JsonNode b) {
    if (a.size() != b.size()) {
      return false;
    }
    Iterator<JsonNode> others = b.iterator();
    for (JsonNode item : a) {
      if (!sameTrees(item, others.next())) {
        return false;
      }
    }
    return true;
  }

  /** Absent, null, and everything that is empty all the way down. */
  private static boolean isNothing(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return true;
    }
    return node.isObject()
        ? names(node).stream().allMatch(name -> isNothing(node.path(name)))
        : node.isArray() && node.isEmpty();
  }

  private static boolean sameNumbers(JsonNode a, JsonNode b) {
    return a.isNumber() && b.isNumber() && a.decimalValue().compareTo(b.decimalValue()) == 0;
  }

  private static boolean sameInstants(JsonNode a, JsonNode b) {
    try {
      return a.isTextual()
          && b.isTextual()
          && Instant.parse(a.textValue()).equals(Instant.parse(b.textValue()));
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
