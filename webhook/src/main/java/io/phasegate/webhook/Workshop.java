package io.phasegate.webhook;

import io.phasegate.conversion.review.ReviewAnswer;
import io.vertx.core.Context;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where reviews are worked on.
 *
 * <p>A small body is answered by the event loop that read it. That takes less time than waking
 * another thread, and its core's caches hold the body already. A large body would hold up every
 * other connection of the loop, so a virtual thread takes it: there are as many at work as there
 * are cores, the loops have threads of their own beside them, and {@link Limits#inFlight} bounds
 * how many wait.
 */
final class Workshop {

  private static final Logger log = LoggerFactory.getLogger(Workshop.class);

  private final int offLoopAbove;

  Workshop(int offLoopAbove) {
    this.offLoopAbove = offLoopAbove;
  }

  /**
   * Has a body answered, now or a little later.
   *
   * @param loop the event loop that calls
   * @param then called once, on that event loop; empty when the work broke down
   */
  void answer(Context loop, Endpoint endpoint, byte[] body, Consumer<Optional<ReviewAnswer>> then) {
    if (body.length <= offLoopAbove) {
      then.accept(attempt(endpoint, body));
      return;
    }
    Thread.ofVirtual()
        .name("phasegate-review")
        .start(() -> {
          Optional<ReviewAnswer> answer = attempt(endpoint, body);
          loop.runOnContext(_ -> then.accept(answer));
        });
  }

  /**
   * The last resort. The modules behind an endpoint answer for their own mistakes with a failed
   * review; what still comes through is out of memory, a stack that a hostile body overflowed, or a
   * bug, and none of them may end the process or the next request.
   */
  private static Optional<ReviewAnswer> attempt(Endpoint endpoint, byte[] body) {
    try {
      return Optional.of(endpoint.answer(body));
    } catch (Throwable e) {
      log.error(
          "/{} broke down over {} bytes: {}", endpoint.name(), body.length, Breakdown.describe(e));
      return Optional.empty();
    }
  }
}
