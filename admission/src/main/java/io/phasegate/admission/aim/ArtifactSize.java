package io.phasegate.admission.aim;

import io.phasegate.admission.rule.Subject;
import io.phasegate.admission.schema.Quantity;
import io.phasegate.conversion.json.Json;
import java.util.OptionalLong;

/** What an artifact may say about its size. The reconciler reads it here as well. */
public final class ArtifactSize {

  static final String FIELD = "spec.size";
  static final String WHEN = "it is no quantity from 0 to less than 8Ei";

  static final String WANTED =
      "size must be a quantity such as 40Gi, from 0 to less than 8Ei; leave it out, and a Job asks"
          + " the source for it";

  private ArtifactSize() {}

  /**
   * The whole bytes that a size such as {@code 40Gi} stands for, rounded down.
   *
   * @return empty when it is no quantity, less than zero, or more than a long holds
   */
  public static OptionalLong bytes(Json size) {
    return Quantity.of(size).map(Quantity::whole).orElseGet(OptionalLong::empty);
  }

  /** True when there is a size that stands for nothing. */
  static boolean isNone(Subject artifact) {
    return artifact.at(FIELD).filter(size -> bytes(size).isEmpty()).isPresent();
  }
}
