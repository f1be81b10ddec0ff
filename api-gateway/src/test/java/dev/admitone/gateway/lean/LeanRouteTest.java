package dev.admitone.gateway.lean;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.PlayedProcessor;
import dev.admitone.gateway.support.PlayedProcessor.Received;
import dev.admitone.gateway.support.Records;
import dev.admitone.gateway.support.Tokens;
import dev.admitone.testsupport.Await;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls wait without a thread, and no client holds up another one. */
@Tag("services")
@Tag("essential")
class LeanRouteTest {

  private static final String PATH = "/api/redemptions";
  private static final int WAITING = 1_000;

  private final Gateway gateway = Gateway.shared();
  private final PlayedProcessor processor = PlayedProcessor.shared();
  private final String code = Records.newCode();

  /** Calls of other tests, which wait up to 30 s, would be counted with those of this one. */
  @BeforeEach
  void awaitTheEndOfOtherCalls() {
    awaitNothingOpen(gateway);
  }

  @Test
  void aThousandCallsWaitWithoutAThreadEach(@TempDir Path directory) throws Exception {
    List<CompletableFuture<Reply>> calls = waiting(gateway, WAITING);
    assertThat(gateway.gauge("admitone.waiters", "purpose", "change")).isEqualTo(WAITING);
    assertThat(threads(directory.resolve("threads.txt"))).isLessThan(WAITING / 2);
    processor.await(code, WAITING).forEach(one -> processor.publish(Records.redeemed(one)));
    calls.forEach(call -> assertThat(call.join().status()).isEqualTo(200));
    awaitNothingOpen(gateway);
  }

  @Test
  void eachCallGetsItsOwnResponseInWhichOrderEverTheResultsCome() {
    List<CompletableFuture<Reply>> calls = waiting(gateway, 200);
    processor.await(code, 200).reversed().forEach(one -> processor.publish(Records.redeemed(one)));
    for (int i = 0; i < calls.size(); i++) {
      Reply reply = calls.get(i).join();
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.field("userId")).isEqualTo("user-" + i);
    }
  }

  @Test
  void clientsThatDoNotReadTheirResponsesHoldUpNoOther() throws Exception {
    List<Socket> deaf = new ArrayList<>();
    AtomicLong sent = new AtomicLong();
    try {
      for (int i = 0; i < 8; i++) {
        Socket socket = connect();
        deaf.add(socket);
        Thread.ofVirtual().start(() -> sendWithoutReading(socket, sent));
      }
      awaitStandstill(sent);
      CompletableFuture<Reply> call =
          gateway.postLater(PATH, body(code, "ann"), "Prefer", "wait=30");
      processor.publish(Records.redeemed(processor.await(code)));
      assertThat(call.join().status()).isEqualTo(200);
    } finally {
      for (Socket socket : deaf) {
        socket.close();
      }
    }
    awaitNothingOpen(gateway);
  }

  /** With linger 0 a closed connection is reset, otherwise it ends in an orderly way. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aClientThatGoesAwayLeavesNothingBehind(boolean reset) throws Exception {
    Received received;
    try (Socket socket = connect()) {
      socket.setSoLinger(reset, 0);
      socket.getOutputStream().write(call(code, "wait=30"));
      received = processor.await(code);
      assertThat(gateway.gauge("admitone.calls.in.flight")).isEqualTo(1);
    }
    processor.publish(Records.redeemed(received));
    awaitNothingOpen(gateway);
    assertThat(gateway.get(PATH + "/" + received.id()).field("status")).isEqualTo("REDEEMED");
  }

  @Test
  void aCallWhoseTimeIsOverGetsItsResponseInTimeAndWaitsNoLonger() {
    long startNanos = System.nanoTime();
    List<CompletableFuture<Reply>> calls = waiting(gateway, 100, "wait=1");
    for (CompletableFuture<Reply> call : calls) {
      Reply reply = call.join();
      assertThat(reply.status()).isEqualTo(202);
      assertThat(reply.header("Preference-Applied")).isEqualTo("wait=1");
      assertThat(reply.header("Location")).contains("?at=");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - startNanos))
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(20));
    awaitNothingOpen(gateway);
    Received late = processor.await(code, 100).getFirst();
    processor.publish(Records.redeemed(late));
    Await.patiently()
        .until(
            () ->
                gateway
                    .get(PATH + "/" + late.id() + "?at=" + late.at())
                    .field("status")
                    .equals("REDEEMED"));
  }

  @Test
  void aGatewayThatStopsRespondsToEachOpenCall() {
    try (Gateway own = Gateway.start()) {
      List<CompletableFuture<Reply>> calls = waiting(own, 100);
      CompletableFuture<Reply> look =
          own.getLater(
              PATH + "/" + processor.await(code).id() + "?at=" + processor.await(code).at(),
              "Prefer",
              "wait=30");
      Await.patiently().until(() -> own.gauge("admitone.waiters", "purpose", "question") == 1);
      own.stop();
      assertThat(look.join().field("status")).isEqualTo("PENDING");
      for (CompletableFuture<Reply> call : calls) {
        Reply reply = call.join();
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.header("Location")).contains("?at=");
      }
    }
  }

  /**
   * Until all of them wait. On a busy machine the broker may be too slow for a call, which gets
   * 503: its client calls again.
   */
  private List<CompletableFuture<Reply>> waiting(Gateway at, int count) {
    List<CompletableFuture<Reply>> calls = waiting(at, count, "wait=30");
    Await.patiently()
        .until(
            () -> {
              for (int i = 0; i < count; i++) {
                if (calls.get(i).isDone()) {
                  Reply early = calls.get(i).join();
                  assertThat(early.status()).as(early.text()).isEqualTo(503);
                  calls.set(i, callOf(at, i, "wait=30"));
                }
              }
              return at.gauge("admitone.waiters", "purpose", "change") == count;
            });
    return calls;
  }

  private List<CompletableFuture<Reply>> waiting(Gateway at, int count, String preference) {
    List<CompletableFuture<Reply>> calls = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      calls.add(callOf(at, i, preference));
    }
    return calls;
  }

  private CompletableFuture<Reply> callOf(Gateway at, int user, String preference) {
    return at.postLater(PATH, body(code, "user-" + user), "Prefer", preference);
  }

  private static void awaitNothingOpen(Gateway gateway) {
    Await.patiently()
        .untilAsserted(
            () -> {
              assertThat(gateway.gauge("admitone.calls.in.flight")).isZero();
              assertThat(gateway.gauge("admitone.waiters")).isZero();
            });
  }

  /** How many threads there are, virtual ones too. */
  private static long threads(Path file) throws IOException {
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(line -> line.startsWith("#")).count();
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    // Before it connects, so that no more than this is on its way to a client that does not read.
    socket.setReceiveBufferSize(4_096);
    socket.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.uri("/").getPort()));
    return socket;
  }

  private static void sendWithoutReading(Socket socket, AtomicLong sent) {
    byte[] call = call(Records.newCode(), "respond-async");
    try {
      OutputStream out = socket.getOutputStream();
      while (true) {
        out.write(call);
        sent.incrementAndGet();
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  /** Until the gateway takes no more from any of these clients. */
  private static void awaitStandstill(AtomicLong sent) {
    AtomicLong before = new AtomicLong(-1);
    Await.patiently()
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> before.getAndSet(sent.get()) == sent.get());
  }

  private static byte[] call(String code, String preference) {
    String body = body(code, "ann");
    return """
        POST /api/redemptions HTTP/1.1\r
        Host: 127.0.0.1\r
        Authorization: Bearer %s\r
        Content-Type: application/json\r
        Prefer: %s\r
        Content-Length: %d\r
        \r
        %s"""
        .formatted(Tokens.forAll(), preference, body.length(), body)
        .getBytes(US_ASCII);
  }

  private static String body(String code, String userId) {
    return "{\"code\":\"%s\",\"userId\":\"%s\"}".formatted(code, userId);
  }
}
