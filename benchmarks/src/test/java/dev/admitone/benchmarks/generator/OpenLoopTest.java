package dev.admitone.benchmarks.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import dev.admitone.benchmarks.load.CodeChoice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OpenLoopTest {

  private static final Duration WINDOW = Duration.ofMillis(500);

  @Test
  void arrivalsAreFixedBeforehandAndKeepTheirRate() {
    Arrivals arrivals = Arrivals.of(1_000, Duration.ofSeconds(20), 5);
    Arrivals again = Arrivals.of(1_000, Duration.ofSeconds(20), 5);
    assertThat((double) arrivals.count()).isCloseTo(20_000, within(600.0));
    for (int i = 1; i < arrivals.count(); i++) {
      assertThat(arrivals.nanos(i)).isGreaterThanOrEqualTo(arrivals.nanos(i - 1));
      assertThat(again.nanos(i)).isEqualTo(arrivals.nanos(i));
    }
    assertThat(arrivals.nanos(arrivals.count() - 1)).isLessThan(Duration.ofSeconds(20).toNanos());
  }

  /** A generator that waits for answers would send one request meanwhile, and see one slow one. */
  @Test
  void aServiceThatStandsStillIsSeenInTheLatencyOfAllThatArrivedMeanwhile() throws Exception {
    CountDownLatch standsStill = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        LoadGenerator generator = new LoadGenerator(1)) {
      HttpServer server = server(threads, calls, standsStill);
      Arrivals arrivals = Arrivals.of(100, WINDOW, 3);
      var running =
          generator.arrive(
              server.getAddress().getPort(),
              new Calls(CallTemplate.redemptions("/api/redemptions"), CodeChoice.hot(), "CODE-", 1),
              arrivals,
              WINDOW);
      // The window passes while the first request is not answered.
      assertThat(running.isDone()).isFalse();
      assertThat(standsStill.await(WINDOW.toMillis() + 1_000, TimeUnit.MILLISECONDS)).isFalse();
      standsStill.countDown();
      LoadResult result = running.get(600, TimeUnit.SECONDS);
      server.stop(0);

      assertThat(result.served()).isEqualTo(arrivals.count());
      assertThat(calls).hasValue(arrivals.count());
      assertThat(result.micros().getTotalCount()).isEqualTo(arrivals.count());
      assertThat(result.micros().getValueAtPercentile(1)).isGreaterThan(500_000);
    }
  }

  private static HttpServer server(
      ExecutorService threads, AtomicInteger calls, CountDownLatch standsStill) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/api/redemptions",
        exchange -> {
          calls.incrementAndGet();
          try {
            standsStill.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    return server;
  }
}
