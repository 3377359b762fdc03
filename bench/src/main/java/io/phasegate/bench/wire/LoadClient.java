package io.phasegate.bench.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;

/**
 * Sends requests over some connections, the next as soon as the answer is there: as much as the
 * server can take. On one thread, and as little as possible for each request, so that it is the
 * server that is measured.
 */
final class LoadClient implements AutoCloseable {

  private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final SslContext tls;
  private final Bootstrap dialler;

  /** How long each good answer is; filled by the first one to each request. */
  private final Map<Call, Integer> lengths = new IdentityHashMap<>();

  /** A client of one server on this machine. */
  LoadClient(int port) throws SSLException {
    // Whom it talks to is no secret to a load generator, and a check of the chain costs it dearly.
    // Without a peer's name there is no session to resume, as there is none in an API server.
    tls =
        SslContextBuilder.forClient()
            .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
            .trustManager(InsecureTrustManagerFactory.INSTANCE)
            .endpointIdentificationAlgorithm("")
            .protocols("TLSv1.3")
            .build();
    dialler =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .remoteAddress("127.0.0.1", port);
  }

  /**
   * What was reached.
   *
   * @param answers all of them good
   */
  record Count(long answers, double seconds) {}

  /** Sends for a while. */
  Count run(List<Call> calls, int connections, boolean dialEachTime, double seconds)
      throws IOException, InterruptedException {
    var turn = new Turn(calls, dialEachTime, System.nanoTime() + (long) (seconds * 1e9));
    long begin = System.nanoTime();
    loop.next()
        .execute(() -> {
          turn.running = connections;
          for (int i = 0; i < connections; i++) {
            dial(turn);
          }
        });
    try {
      turn.over.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
    return new Count(turn.answers, (System.nanoTime() - begin) / 1e9);
  }

  @Override
  public void close() {
    loop.shutdownGracefully();
  }

  private void dial(Turn turn) {
    dialler
        .clone()
        .handler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                channel.pipeline().addLast(tls.newHandler(channel.alloc()), new Talk(turn));
              }
            })
        .connect()
        .addListener(dialled -> {
          if (!dialled.isSuccess()) {
            turn.over.completeExceptionally(dialled.cause());
          }
        });
  }

  /** One run of all connections; of the event loop only. */
  private static final class Turn {

    final List<Call> calls;
    final boolean dialEachTime;
    final long end;
    final CompletableFuture<Void> over = new CompletableFuture<>();
    long answers;
    int next;
    int running;

    Turn(List<Call> calls, boolean dialEachTime, long end) {
      this.calls = calls;
      this.dialEachTime = dialEachTime;
      this.end = end;
    }

    Call next() {
      next = next + 1 < calls.size() ? next + 1 : 0;
      return calls.get(next);
    }

    boolean isOver() {
      return System.nanoTime() - end > 0;
    }

    void left() {
      running--;
      if (running == 0) {
        over.complete(null);
      }
    }
  }

  /** The talk on one connection. */
  private final class Talk extends ChannelInboundHandlerAdapter {

    private static final byte[] OK = "HTTP/1.1 200".getBytes(US_ASCII);
    private static final byte[] LENGTH = "content-length:".getBytes(US_ASCII);

    private final Turn turn;
    private final ByteBuf answer = Unpooled.buffer(32 * 1024);
    private Call call;
    private int head;
    private int expected;

    Talk(Turn turn) {
      this.turn = turn;
      this.call = turn.calls.getFirst();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      send(context.channel());
    }

    private void send(Channel channel) {
      call = turn.next();
      answer.clear();
      head = 0;
      channel.writeAndFlush(Unpooled.wrappedBuffer(call.bytes()), channel.voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws IOException {
      var piece = (ByteBuf) message;
      answer.writeBytes(piece);
      piece.release();
      if (head == 0) {
        readHead();
      }
      if (head > 0 && answer.readableBytes() >= expected) {
        check();
        turn.answers++;
        goOn(context);
      }
    }

    private void goOn(ChannelHandlerContext context) {
      boolean over = turn.isOver();
      if (!over && !turn.dialEachTime) {
        send(context.channel());
        return;
      }
      context.close();
      if (over) {
        turn.left();
      } else {
        dial(turn);
      }
    }

    /** Finds the end of the head, and in it the length of the body. */
    private void readHead() throws IOException {
      byte[] bytes = answer.array();
      int size = answer.writerIndex();
      for (int i = 3; i < size; i++) {
        if (bytes[i] == '\n' && bytes[i - 2] == '\n') {
          head = i + 1;
          expected = head + bodyLength(bytes);
          return;
        }
      }
    }

    private int bodyLength(byte[] bytes) throws IOException {
      if (!startsWith(bytes, 0, OK)) {
        throw new IOException("answered with " + new String(bytes, 0, head, US_ASCII));
      }
      for (int i = 0; i < head; i++) {
        if (bytes[i] == '\n' && startsWith(bytes, i + 1, LENGTH)) {
          int begin = i + 1 + LENGTH.length;
          int end = begin;
          while (bytes[end] != '\r') {
            end++;
          }
          return Integer.parseInt(new String(bytes, begin, end - begin, US_ASCII).strip());
        }
      }
      throw new IOException("an answer without its length");
    }

    /** Whether there is some text at a place; letters of either case are the same. */
    private static boolean startsWith(byte[] bytes, int place, byte[] text) {
      for (int i = 0; i < text.length; i++) {
        if ((bytes[place + i] | 0x20) != (text[i] | 0x20)) {
          return false;
        }
      }
      return true;
    }

    private void check() throws IOException {
      int length = answer.readableBytes() - head;
      Integer good = lengths.get(call);
      if (good == null) {
        byte[] body = new byte[length];
        answer.getBytes(head, body);
        String fault = call.fault(body);
        if (!fault.isEmpty()) {
          throw new IOException(fault);
        }
        lengths.put(call, length);
      } else if (good != length || !hasUid(call.uid())) {
        throw new IOException("another answer than before to " + call.uid());
      }
    }

    /** The uid stands near the beginning of every answer. */
    private boolean hasUid(String uid) {
      byte[] text = uid.getBytes(US_ASCII);
      byte[] bytes = answer.array();
      int last = Math.min(head + 200, answer.writerIndex()) - text.length;
      for (int i = head; i < last; i++) {
        if (bytes[i] == text[0] && Arrays.equals(bytes, i, i + text.length, text, 0, text.length)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (!turn.isOver() && !turn.dialEachTime) {
        turn.over.completeExceptionally(new IOException("the server closed a connection"));
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable fault) {
      turn.over.completeExceptionally(fault);
      context.close();
    }
  }
}
