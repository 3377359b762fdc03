package io.phasegate.admission.rule;

import io.phasegate.admission.schema.StructuralSchema;
import io.phasegate.conversion.Demand;
import io.phasegate.conversion.json.JsonObject;
import java.util.Optional;

/**
 * A write that is to be judged.
 *
 * @param after the object as it shall be, defaults of its schema filled in
 * @param before the object as it is, in the same version; an empty one on CREATE
 * @param changesMetadataOnly whether it is an update of labels, finalizers and such alone, see
 *     {@link MetadataChange}
 */
public record Request(
    Operation operation, Subject after, Subject before, boolean changesMetadataOnly) {

  /** A request for a new object of a kind with a single version. */
  public static Request create(JsonObject object, Settings settings) {
    return create(Subject.of(object, settings));
  }

  /** A request for a new object. */
  public static Request create(Subject object) {
    return new Request(Operation.CREATE, object, nothing(object.settings()), false);
  }

  /**
   * A request to change an object.
   *
   * @param schema of both objects
   */
  public static Request update(StructuralSchema schema, Subject oldObject, Subject object) {
    return new Request(
        Operation.UPDATE,
        object,
        oldObject,
        new MetadataChange(schema, oldObject.object(), object.object()).isAll());
  }

  private static Subject nothing(Settings settings) {
    return Subject.of(JsonObject.empty(), settings);
  }

  /**
   * The same write, seen in the kind's other version. An old object that cannot be converted is
   * seen as an empty one.
   *
   * @return empty when the new object cannot be converted
   */
  public Optional<Request> elsewhere() {
    return after
        .elsewhere()
        .map(there ->
            new Request(
                operation,
                there,
                before.elsewhere().orElseGet(() -> nothing(settings())),
                changesMetadataOnly));
  }

  public boolean isUpdate() {
    return operation == Operation.UPDATE;
  }

  /** The object as it shall be. */
  public JsonObject object() {
    return after.object();
  }

  /** The object as it is; the empty object on CREATE. */
  public JsonObject oldObject() {
    return before.object();
  }

  public Settings settings() {
    return after.settings();
  }

  /** Whether anybody still waits for the verdict. */
  public Demand demand() {
    return after.demand();
  }
}
