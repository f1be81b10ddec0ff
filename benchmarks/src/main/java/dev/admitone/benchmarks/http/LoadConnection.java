package dev.admitone.benchmarks.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpUtil;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection, with one request at a time. When the server closes it, another one takes its
 * place. All happens on the generator's one thread.
 */
final class LoadConnection {

  private static final int RESPONSE_BYTES_MAX = 64 * 1024;
  private static final int RECONNECT_MILLIS = 10;
  private static final int NO_RESPONSE = 0;

  private final Bootstrap bootstrap;
  private final LoadRun run;
  private @Nullable ChannelHandlerContext channel;
  private boolean isWaiting;
  private long arrivedNanos;

  LoadConnection(Bootstrap bootstrap, LoadRun run) {
    this.bootstrap = bootstrap.clone();
    this.run = run;
    this.bootstrap.handler(
        new ChannelInitializer<SocketChannel>() {
          @Override
          protected void initChannel(SocketChannel socket) {
            socket
                .pipeline()
                .addLast(
                    new HttpClientCodec(),
                    new HttpObjectAggregator(RESPONSE_BYTES_MAX),
                    new Responses());
          }
        });
  }

  void connect() {
    var _ =
        bootstrap
            .connect()
            .addListener(
                (ChannelFutureListener)
                    connected -> {
                      if (!connected.isSuccess() && !run.isOver()) {
                        var _ =
                            connected
                                .channel()
                                .eventLoop()
                                .schedule(this::connect, RECONNECT_MILLIS, TimeUnit.MILLISECONDS);
                      }
                    });
  }

  /** Sends a request that arrived then, which may be a while ago. */
  void send(FullHttpRequest request, long arrived) {
    isWaiting = true;
    arrivedNanos = arrived;
    ChannelHandlerContext open = channel;
    if (open == null) {
      throw new IllegalStateException("sent on a connection that is not open");
    }
    var _ = open.writeAndFlush(request);
  }

  /** When the request that waits for its response arrived; -1 if none does. */
  long waitingSince() {
    return isWaiting ? arrivedNanos : -1;
  }

  void close() {
    ChannelHandlerContext open = channel;
    if (open != null) {
      var _ = open.close();
    }
  }

  private void responded(int status) {
    isWaiting = false;
    run.responded(arrivedNanos, status);
  }

  private final class Responses extends SimpleChannelInboundHandler<FullHttpResponse> {

    @Override
    public void channelActive(ChannelHandlerContext context) {
      channel = context;
      run.free(LoadConnection.this);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
      responded(response.status().code());
      if (HttpUtil.isKeepAlive(response)) {
        run.free(LoadConnection.this);
      } else {
        var _ = context.close();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      channel = null;
      run.gone(LoadConnection.this);
      if (isWaiting) {
        responded(NO_RESPONSE);
      }
      if (!run.isOver()) {
        connect();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      var _ = context.close();
    }
  }
}
