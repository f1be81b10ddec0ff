package dev.admitone.benchmarks.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Loads a service on this machine over HTTP, from one thread. */
final class LoadGenerator implements AutoCloseable {

  private static final Duration TO_CONNECT = Duration.ofMillis(300);

  private final MultiThreadIoEventLoopGroup threads =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("load"), NioIoHandler.newFactory());
  private final int connections;

  LoadGenerator(int connections) {
    this.connections = connections;
  }

  /** As much as the service serves, over so long. */
  CompletableFuture<LoadResult> saturate(int port, CallSource calls, Duration window) {
    return run(port, calls, null, window);
  }

  /** Requests that arrive as given, over so long; the last responses may come later. */
  CompletableFuture<LoadResult> arrive(
      int port, CallSource calls, Arrivals arrivals, Duration window) {
    return run(port, calls, arrivals, window);
  }

  private CompletableFuture<LoadResult> run(
      int port, CallSource calls, @Nullable Arrivals arrivals, Duration window) {
    EventLoop loop = threads.next();
    Bootstrap bootstrap =
        new Bootstrap()
            .group(threads)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .remoteAddress("127.0.0.1", port);
    LoadRun run = new LoadRun(loop, calls, arrivals, window);
    List<LoadConnection> all = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      all.add(new LoadConnection(bootstrap, run));
    }
    loop.execute(() -> all.forEach(LoadConnection::connect));
    var _ = loop.schedule(() -> run.begin(all), TO_CONNECT.toMillis(), TimeUnit.MILLISECONDS);
    return run.result();
  }

  @Override
  public void close() {
    var _ = threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
