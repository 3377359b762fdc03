package io.phasegate.reconciler.dgdr.copier;

import io.phasegate.conversion.json.JsonObject;

/** The little of the Kubernetes API that the sidecar needs. */
public interface KubeApi {

  /** What came of a request. */
  sealed interface Answer {

    /**
     * It was done.
     *
     * @param object what was asked for; empty for what was put in place
     */
    record Done(JsonObject object) implements Answer {}

    /** There is no such object. */
    record NotFound() implements Answer {}

    /**
     * It was not done, and the same request may succeed later: the network, a server that is busy,
     * a right that is not granted yet.
     */
    record NotNow(String why) implements Answer {}

    /** It was not done and never will be: the object itself is at fault. */
    record Refused(String why) implements Answer {}
  }

  /** Reads an object. */
  Answer get(String path);

  /**
   * Puts a ConfigMap in place, whatever is there: replaces it, or creates it where there is none.
   */
  Answer put(String collection, String name, JsonObject object);
}
