package io.phasegate.reconciler.dgdr.settings;

/** A setting that nothing could run with; the message says what is wrong and what to give. */
public final class BadSetting extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String setting;

  BadSetting(String setting, String sentence) {
    super(sentence);
    this.setting = setting;
  }

  /** The record component, so that whoever read the value can say from where. */
  public String setting() {
    return setting;
  }
}
