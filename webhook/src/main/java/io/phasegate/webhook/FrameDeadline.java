package io.phasegate.webhook;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import java.time.Duration;

/**
 * Cuts an HTTP/2 client off that sends a frame byte by byte, or a head frame by frame: what {@link
 * HeadDeadline} does for HTTP/1.1. Netty bounds how large a head gets and of how many frames it is,
 * but not how long it takes, and Vert.x' idle timeout begins anew with every byte.
 *
 * <p>Netty tells of a frame, or of a head with all its continuations, when it is complete. So bytes
 * that complete nothing start a timer, and anything complete stops it.
 */
final class FrameDeadline {

  private boolean completed;

  private FrameDeadline() {}

  /**
   * Watches a connection whose pipeline decodes HTTP/2.
   *
   * @param patience for one frame, which may be part of a body, or for one head
   */
  static void watch(ChannelPipeline pipeline, Duration patience) {
    var codec = pipeline.context(Http2ConnectionHandler.class);
    if (codec != null && codec.handler() instanceof Http2ConnectionHandler handler) {
      var deadline = new FrameDeadline();
      pipeline.addBefore(
          codec.name(),
          "phasegate-bytes",
          new PatientBytes(patience, deadline::bytesCome, deadline::hasCompleted));
      var decoder = handler.decoder();
      decoder.frameListener(deadline.new Frames(decoder.frameListener()));
    }
  }

  private void bytesCome() {
    completed = false;
  }

  private boolean hasCompleted() {
    return completed;
  }

  /** Behind the decoder. */
  private final class Frames extends Http2FrameListenerDecorator {

    Frames(Http2FrameListener listener) {
      super(listener);
    }

    @Override
    public int onDataRead(
        ChannelHandlerContext context, int stream, ByteBuf data, int padding, boolean last)
        throws Http2Exception {
      completed = true;
      return super.onDataRead(context, stream, data, padding, last);
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext context, int stream, Http2Headers head, int padding, boolean last)
        throws Http2Exception {
      completed = true;
      super.onHeadersRead(context, stream, head, padding, last);
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext context,
        int stream,
        Http2Headers head,
        int dependency,
        short weight,
        boolean exclusive,
        int padding,
        boolean last)
        throws Http2Exception {
      completed = true;
      super.onHeadersRead(context, stream, head, dependency, weight, exclusive, padding, last);
    }

    @Override
    public void onPriorityRead(
        ChannelHandlerContext context, int stream, int dependency, short weight, boolean exclusive)
        throws Http2Exception {
      completed = true;
      super.onPriorityRead(context, stream, dependency, weight, exclusive);
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext context, int stream, long error)
        throws Http2Exception {
      completed = true;
      super.onRstStreamRead(context, stream, error);
    }

    @Override
    public void onSettingsAckRead(ChannelHandlerContext context) throws Http2Exception {
      completed = true;
      super.onSettingsAckRead(context);
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings)
        throws Http2Exception {
      completed = true;
      super.onSettingsRead(context, settings);
    }

    @Override
    public void onPingRead(ChannelHandlerContext context, long data) throws Http2Exception {
      completed = true;
      super.onPingRead(context, data);
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext context, long data) throws Http2Exception {
      completed = true;
      super.onPingAckRead(context, data);
    }

    @Override
    public void onGoAwayRead(ChannelHandlerContext context, int stream, long error, ByteBuf data)
        throws Http2Exception {
      completed = true;
      super.onGoAwayRead(context, stream, error, data);
    }

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext context, int stream, int increment)
        throws Http2Exception {
      completed = true;
      super.onWindowUpdateRead(context, stream, increment);
    }

    @Override
    public void onUnknownFrame(
        ChannelHandlerContext context, byte type, int stream, Http2Flags flags, ByteBuf payload)
        throws Http2Exception {
      completed = true;
      super.onUnknownFrame(context, type, stream, flags, payload);
    }
  }
}
