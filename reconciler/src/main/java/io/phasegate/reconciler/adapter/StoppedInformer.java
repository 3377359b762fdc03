package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.client.KubernetesClientException;

/**
 * Why an informer has stopped for good.
 *
 * @param state what its kind waits for now, for people
 * @param needsHelp whether it would only stop again until somebody has acted
 */
record StoppedInformer(Wait.For state, boolean needsHelp) {

  /**
   * Tells a server that answered with an error, which says itself what is wrong and mostly passes,
   * from an answer that cannot be read.
   *
   * @param kind of the objects that it listed
   */
  static StoppedInformer of(String kind, Throwable why) {
    for (Throwable cause = why; cause != null; cause = cause.getCause()) {
      if (cause instanceof KubernetesClientException answer && answer.getCode() > 0) {
        return new StoppedInformer(
            new Wait.For(
                "objects of kind %s could not be listed: %s"
                    .formatted(kind, ClientErrors.CLASSIFIER.classify(answer).text())),
            false);
      }
    }
    return new StoppedInformer(
        new Wait.For(
            "what the API server has of kind %s cannot be read; correct or delete the object that it is about: %s"
                .formatted(kind, inOneLine(why))),
        true);
  }

  /** The innermost error names the field. */
  private static String inOneLine(Throwable why) {
    Throwable innermost = why;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return String.valueOf(innermost.getMessage()).replaceAll("\\s+", " ");
  }
}
