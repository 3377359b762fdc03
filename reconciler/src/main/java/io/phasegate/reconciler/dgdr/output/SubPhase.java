package io.phasegate.reconciler.dgdr.output;

import java.util.Arrays;
import java.util.Optional;

/** The steps of profiling that {@code status.profilingPhase} can tell: spec/dgdr.md 2.2. */
public enum SubPhase {
  INITIALIZING("Initializing"),
  SWEEPING_PREFILL("SweepingPrefill"),
  SWEEPING_DECODE("SweepingDecode"),
  SELECTING_CONFIG("SelectingConfig"),
  BUILDING_CURVES("BuildingCurves"),
  GENERATING_DGD("GeneratingDGD"),
  DONE("Done");

  private final String word;

  SubPhase(String word) {
    this.word = word;
  }

  /** As it stands in the status. */
  public String word() {
    return word;
  }

  /** The step of this name; empty for any other word. */
  public static Optional<SubPhase> of(String word) {
    return Arrays.stream(values()).filter(phase -> phase.word.equals(word)).findFirst();
  }
}
