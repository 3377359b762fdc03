package io.phasegate.reconciler.aim.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Variables for the Jobs, read from what was written. A CRD lets through what Kubernetes' own type
 * cannot hold, a divisor that is no quantity for one. Were they read together with their object, a
 * single such text would keep the informer from all objects of its kind.
 *
 * @param variables those that could be read, in their order
 * @param mistake the first that could not, for the author; empty when all could be read
 */
public record Env(List<EnvVar> variables, Optional<String> mistake) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public Env {
    variables = List.copyOf(variables);
  }

  /** Reads the items of {@code spec.env}. */
  public static Env of(Iterable<? extends JsonNode> items) {
    List<EnvVar> variables = new ArrayList<>();
    Optional<String> mistake = Optional.empty();
    int index = 0;
    for (JsonNode item : items) {
      try {
        variables.add(JSON.treeToValue(item, EnvVar.class));
      } catch (JsonProcessingException e) {
        String field = "spec.env[" + index + "]" + within(e);
        mistake = mistake.or(() -> Optional.of(said(field, item)));
      }
      index++;
    }
    return new Env(variables, mistake);
  }

  private static String said(String field, JsonNode item) {
    return field.endsWith(".divisor")
        ? "%s %s is no quantity; write one such as 1Mi, or leave it out"
            .formatted(field, item.findPath("divisor"))
        : "%s is not what a variable of a container has there; correct it, or leave it out"
            .formatted(field);
  }

  /** The path of the value that does not fit, from the item on. */
  private static String within(JsonProcessingException e) {
    return e instanceof JsonMappingException mapping
        ? mapping.getPath().stream()
            .map(Reference::getFieldName)
            .filter(Objects::nonNull)
            .map(name -> "." + name)
            .collect(Collectors.joining())
        : "";
  }
}
