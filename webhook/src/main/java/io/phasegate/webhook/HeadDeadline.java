package io.phasegate.webhook;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Cuts an HTTP/1.1 client off that sends the head of a request byte by byte. Vert.x tells of a
 * request only when its head is complete, and its idle timeout begins anew with every byte; so this
 * sits in Netty's pipeline, before and behind the decoder.
 *
 * <p>Time runs from the first byte of a head, not from the opening of the connection: API servers
 * open connections in advance and may leave them unused for 90 s (T5). A head that arrives in one
 * piece, as nearly all do, starts no timer.
 */
final class HeadDeadline {

  private static final String DECODER = "httpDecoder";

  private final Duration patience;
  private boolean insideRequest;
  private boolean requestEnded;
  private Optional<ScheduledFuture<?>> timer = Optional.empty();

  private HeadDeadline(Duration patience) {
    this.patience = patience;
  }

  /** Watches a connection whose pipeline decodes HTTP/1.1. */
  static void watch(ChannelPipeline pipeline, Duration patience) {
    var deadline = new HeadDeadline(patience);
    pipeline.addBefore(DECODER, "phasegate-bytes", deadline.new Bytes());
    pipeline.addAfter(DECODER, "phasegate-heads", deadline.new Heads());
  }

  private void ready() {
    timer.ifPresent(running -> running.cancel(false));
    timer = Optional.empty();
  }

  /** Before the decoder, which has done all it can with some bytes when the call returns. */
  private final class Bytes extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
      requestEnded = false;
      context.fireChannelRead(bytes);
      if (insideRequest || requestEnded) {
        ready();
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
      ready();
      context.fireChannelInactive();
    }
  }

  /** Behind the decoder. */
  private final class Heads extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof HttpRequest) {
        insideRequest = true;
      }
      if (message instanceof LastHttpContent) {
        insideRequest = false;
        requestEnded = true;
      }
      context.fireChannelRead(message);
    }
  }
}
