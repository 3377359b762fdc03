package io.phasegate.conversion.table;

import io.phasegate.conversion.json.Path;

/**
 * How deep a text in an annotation may nest. What is read from it goes back into an object, and the
 * object into the answer to a review; an API server reads none that is deeper than {@value
 * io.phasegate.conversion.json.JsonReader#MAX_DEPTH}, and with it goes the whole list (W10). So a
 * text that would come to more is malformed.
 */
final class AnnotationDepth {

  /** The review, its response, and the list of objects. */
  private static final int FRAME = 3;

  private AnnotationDepth() {}

  /**
   * How many objects and arrays will be around a text.
   *
   * @param field where it goes in the object
   */
  static int of(Path field) {
    return FRAME + field.length();
  }
}
