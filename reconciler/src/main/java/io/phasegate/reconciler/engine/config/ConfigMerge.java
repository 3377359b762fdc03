package io.phasegate.reconciler.engine.config;

import static io.phasegate.reconciler.engine.policy.Deviation.EXPLICIT_VALUES_OVERRIDE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phasegate.reconciler.engine.policy.Profile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lays one config over another (spec/engine.md 1.10): objects field by field, lists that are lists
 * of named entries by name, every other list as a whole.
 *
 * @param named fields whose lists are merged entry by entry, for instance {@code env}
 */
public record ConfigMerge(Set<String> named, Profile profile) {

  public ConfigMerge {
    named = Set.copyOf(named);
  }

  /** The upper config over the lower one; neither is changed. */
  public ObjectNode merge(ObjectNode upper, ObjectNode lower) {
    ObjectNode result = lower.deepCopy();
    for (Map.Entry<String, JsonNode> field : upper.properties()) {
      JsonNode below = result.get(field.getKey());
      if (overrides(field.getValue())) {
        result.set(field.getKey(), value(field.getKey(), field.getValue(), below));
      }
    }
    return result;
  }

  /** What is absent never overrides; false, 0 and "" do since D-19. */
  private boolean overrides(JsonNode value) {
    if (value.isNull() || value.isMissingNode() || (value.isArray() && value.isEmpty())) {
      return false;
    }
    boolean zero =
        (value.isBoolean() && !value.booleanValue())
            || (value.isNumber() && value.decimalValue().signum() == 0)
            || (value.isTextual() && value.textValue().isEmpty());
    return !zero || profile.has(EXPLICIT_VALUES_OVERRIDE);
  }

  private JsonNode value(String field, JsonNode above, @Nullable JsonNode below) {
    if (above instanceof ObjectNode upper && below instanceof ObjectNode lower) {
      return merge(upper, lower);
    }
    if (named.contains(field)
        && above instanceof ArrayNode upper
        && below instanceof ArrayNode lower) {
      return byName(upper, lower);
    }
    return above.deepCopy();
  }

  /** The lower list's order, entries replaced in place, then what only the upper one has. */
  private static ArrayNode byName(ArrayNode upper, ArrayNode lower) {
    Map<String, JsonNode> entries = new LinkedHashMap<>();
    lower.forEach(entry -> entries.put(entry.path("name").asText(), entry));
    upper.forEach(entry -> entries.put(entry.path("name").asText(), entry));
    ArrayNode result = lower.arrayNode();
    entries.values().forEach(entry -> result.add(entry.deepCopy()));
    return result;
  }
}
