package io.phasegate.webhook;

import io.phasegate.conversion.review.ReviewAnswer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Work that lasts until the scenario lets it go, and echoes then. For work off the event loop. */
final class HeldWork implements Function<byte[], ReviewAnswer> {

  private final CompletableFuture<Boolean> begun = new CompletableFuture<>();
  private final CompletableFuture<Boolean> released = new CompletableFuture<>();

  @Override
  public ReviewAnswer apply(byte[] body) {
    begun.complete(true);
    released.join();
    return Scene.ECHO.apply(body);
  }

  void awaitBegun() {
    begun.join();
  }

  void letGo() {
    released.complete(true);
  }
}
