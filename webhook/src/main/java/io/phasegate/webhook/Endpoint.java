package io.phasegate.webhook;

import io.phasegate.conversion.Demand;
import io.phasegate.conversion.review.ReviewAnswer;

/** One path of the webhook listener. Pure: transport is none of its business. */
sealed interface Endpoint permits ConversionHandler, AdmissionHandler {

  /** The path without its slash; the label {@code endpoint} of metrics. */
  String name();

  /** Largest body, bytes. */
  int bodyLimit();

  /**
   * Answers a review. Safe for many threads.
   *
   * @throws Demand.Ended when nobody waits for it any more
   */
  ReviewAnswer answer(byte[] body, Demand demand);

  /** The review, UTF-8, that says that {@link #answer} has broken down, without internals. */
  byte[] failure(ReviewIdentity review);
}
