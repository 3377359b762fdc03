package io.phasegate.reconciler.widget;

import java.util.Objects;

/** What the user asks for. */
public record WidgetSpec(String text, String secret) {

  static final WidgetSpec EMPTY = new WidgetSpec("", "");

  /** Jackson passes null for what is absent. */
  public WidgetSpec {
    text = Objects.requireNonNullElse(text, "");
    secret = Objects.requireNonNullElse(secret, "");
  }
}
