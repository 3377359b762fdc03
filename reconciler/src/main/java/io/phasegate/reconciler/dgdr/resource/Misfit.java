package io.phasegate.reconciler.dgdr.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;

/** A tree does not have the shape that Kubernetes' type wants. */
public final class Misfit extends Exception {

  private static final long serialVersionUID = 1L;

  private final String field;

  private Misfit(String field, Throwable cause) {
    super(field.isEmpty() ? "has the wrong shape" : field + " has the wrong shape", cause);
    this.field = field;
  }

  static Misfit of(JsonProcessingException e) {
    var path = new StringBuilder();
    if (e instanceof JsonMappingException mapping) {
      for (JsonMappingException.Reference step : mapping.getPath()) {
        if (step.getFieldName() == null) {
          path.append('[').append(step.getIndex()).append(']');
        } else {
          path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
        }
      }
    }
    return new Misfit(path.toString(), e);
  }

  /** The dotted path of the value, from the tree's root; empty when it is the tree itself. */
  public String field() {
    return field;
  }
}
