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
 * @param name of the field of an object; null for an item of a list
 * @param index of the item of a list
 */
record Place(@Nullable Place around, @Nullable String name, int index) {

  /** The object itself. */
  static final Place ROOT = new Place(null, null, 0);

  Place name(String name) {
    return new Place(this, name, 0);
  }

  Place index(int index) {
    return new Place(this, null, index);
  }

  /** The way from the root. */
  FieldPath path() {
    List<Step> steps = new ArrayList<>();
    for (Place place = this; place.around != null; place = place.around) {
      steps.addFirst(
          place.name == null ? new FieldPath.Index(place.index) : new FieldPath.Name(place.name));
    }
    return new FieldPath(steps);
  }
}
