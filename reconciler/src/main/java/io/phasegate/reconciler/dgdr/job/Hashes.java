package io.phasegate.reconciler.dgdr.job;

import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.reconciler.engine.resource.Sha256;

/** Fingerprints that tell whether two specs say the same: spec/dgdr.md 6.7. */
public final class Hashes {

  private Hashes() {}

  /** SHA-256 of a tree, whatever the order of its keys; 64 hexadecimal digits. */
  public static String of(JsonObject tree) {
    return Sha256.of(JsonWriter.sortedText(tree));
  }

  /**
   * The hash of a request's spec as the user has written it and the API server has completed it.
   * {@code autoApply} does not count: it may change after profiling (ruling 43).
   */
  public static String acceptedSpec(JsonObject spec) {
    return of(spec.without("autoApply"));
  }
}
