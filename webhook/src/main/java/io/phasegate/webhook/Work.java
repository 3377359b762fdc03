package io.phasegate.webhook;

import io.phasegate.conversion.review.ReviewAnswer;

/** What came of the work on a review. */
sealed interface Work {

  /** There is an answer. */
  record Done(ReviewAnswer answer) implements Work {}

  /** It broke down so badly that not even the review's uid could be read. */
  record Broken() implements Work {}

  /** It was not begun, or stopped, because nobody waits for it any more. */
  record Abandoned() implements Work {}
}
