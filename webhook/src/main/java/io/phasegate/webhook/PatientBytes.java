package io.phasegate.webhook;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Sits before a decoder in Netty's pipeline, and closes a connection when bytes have come for a
 * while and the decoder has made nothing whole of them. The decoder has done all it can with some
 * bytes when the call that hands them on returns.
 */
final class PatientBytes extends ChannelInboundHandlerAdapter {

  private final Duration patience;
  private final Runnable before;
  private final BooleanSupplier whole;
  private Optional<ScheduledFuture<?>> timer = Optional.empty();

  /**
   * @param patience from the first bytes that make nothing whole
   * @param before called before bytes are handed on
   * @param whole whether something has become whole since then, or need not become so
   */
  PatientBytes(Duration patience, Runnable before, BooleanSupplier whole) {
    this.patience = patience;
    this.before = before;
    this.whole = whole;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) {
    before.run();
    context.fireChannelRead(bytes);
    if (whole.getAsBoolean()) {
      stop();
    } else if (timer.isEmpty()) {
      timer =
          Optional.of(
              context
                  .executor()
                  .schedule(
                      () -> {
                        var _ = context.close();
                      },
                      patience.toNanos(),
                      TimeUnit.NANOSECONDS));
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    stop();
    context.fireChannelInactive();
  }

  private void stop() {
    timer.ifPresent(running -> running.cancel(false));
    timer = Optional.empty();
  }
}
