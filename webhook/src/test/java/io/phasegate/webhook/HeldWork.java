package io.phasegate.webhook;

import io.phasegate.conversion.review.ReviewAnswer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Work that lasts until the scenario lets it go, and echoes then. For work off the event loop. */
final class HeldWork implements Function<byte[], ReviewAnswer> {

  private final AtomicInteger begun = new AtomicInteger();
  private final CompletableFuture<Boolean> released = new CompletableFuture<>();

  @Override
  public ReviewAnswer apply(byte[] body) {
    begun.incrementAndGet();
    released.join();
    return Scene.ECHO.apply(body);
  }

  void awaitBegun() {
    awaitBegun(1);
  }

  void awaitBegun(int pieces) {
    Scene.patiently().until(() -> begun.get() >= pieces);
  }

  int begun() {
    return begun.get();
  }

  void letGo() {
    released.complete(true);
  }
}
