package io.phasegate.admission.schema;

import io.phasegate.admission.finding.FieldPath;
import io.phasegate.admission.finding.FieldPath.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a check stands in an object. Every field of every write has a place and hardly any a
 * violation, so a place costs next to nothing until somebody wants its {@link #path}.
 *
 * @param around the place of the object or list that holds this one; null at the root
 * @param step from there; null at the root
 */
record Place(@Nullable Place around, @Nullable Step step) {

  /** The object itself. */
  static final Place ROOT = new Place(null, null);

  Place name(String name) {
    return new Place(this, new FieldPath.Name(name));
  }

  Place index(int index) {
    return new Place(this, new FieldPath.Index(index));
  }

  /** The way from the root. */
  FieldPath path() {
    List<Step> steps = new ArrayList<>();
    for (Place place = this; place != null && place.step != null; place = place.around) {
      steps.addFirst(place.step);
    }
    return new FieldPath(steps);
  }
}
