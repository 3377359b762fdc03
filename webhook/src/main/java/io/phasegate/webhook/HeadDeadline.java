package io.phasegate.webhook;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;

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

  private boolean insideRequest;
  private boolean requestEnded;

  private HeadDeadline() {}

  /** Watches a connection whose pipeline decodes HTTP/1.1. */
  static void watch(ChannelPipeline pipeline, Duration patience) {
    var deadline = new HeadDeadline();
    pipeline.addBefore(
        DECODER,
        "phasegate-bytes",
        new PatientBytes(patience, deadline::bytesCome, deadline::isContent));
    pipeline.addAfter(DECODER, "phasegate-heads", deadline.new Heads());
  }

  private void bytesCome() {
    requestEnded = false;
  }

  /** Whether the bytes belong to a body, which has a time of its own, or have ended a request. */
  private boolean isContent() {
    return insideRequest || requestEnded;
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
