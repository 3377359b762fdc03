package io.phasegate.reconciler.widget;

/** What the user asks for. */
public record WidgetSpec(String text, String secret) {

  static final WidgetSpec EMPTY = new WidgetSpec("", "");
}
