package io.phasegate.testkit.generate;

import io.phasegate.conversion.json.Json;
import java.util.List;
import java.util.SequencedMap;

/** A schema, read for drawing: what can stand at one place. */
sealed interface Shape {

  /**
   * An object.
   *
   * @param others the shape of all other keys; empty where there is none, else one
   * @param keepsUnknown whether the API server keeps keys that the schema does not know
   * @param embedded whether it must be a Kubernetes object of its own
   * @param hidden what somebody looks for among unknown keys
   */
  record Fields(
      SequencedMap<String, Shape> fields,
      List<String> required,
      List<Shape> others,
      boolean keepsUnknown,
      boolean embedded,
      List<Surprises.Hidden> hidden)
      implements Shape {}

  /**
   * A list.
   *
   * @param keys what tells items apart; empty where items may be equal
   * @param distinct whether no two items may be the same
   */
  record Items(Shape item, List<String> keys, boolean distinct) implements Shape {}

  /**
   * A value without parts. Every candidate is accepted by the schema.
   *
   * @param likely values that somebody looks for
   * @param plain everyday values
   * @param odd values that are allowed and that nobody expects
   * @param fresh whether any string or any whole number will do, so that new ones can be made up
   */
  record Value(List<Json> likely, List<Json> plain, List<Json> odd, Fresh fresh) implements Shape {}

  /** Which values can be made up beyond the candidates. */
  enum Fresh {
    NONE,
    TEXT,
    NUMBER
  }

  /** A place where {@code null} is a value too. */
  record Nullable(Shape shape) implements Shape {}
}
