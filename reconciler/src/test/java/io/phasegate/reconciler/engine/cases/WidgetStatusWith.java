package io.phasegate.reconciler.engine.cases;

import io.phasegate.reconciler.widget.WidgetStatus;

/** Copies of a widget's status. */
record WidgetStatusWith(WidgetStatus status) {

  WidgetStatus word(String word) {
    return new WidgetStatus(word, status.conditions(), status.observedGeneration(), status.note());
  }
}
