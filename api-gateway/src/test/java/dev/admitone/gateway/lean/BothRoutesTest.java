package dev.admitone.gateway.lean;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.PlayedProcessor;
import dev.admitone.gateway.support.Records;
import dev.admitone.gateway.support.Tokens;
import dev.admitone.schemas.avro.RefusalReason;
import dev.admitone.testsupport.Await;
import io.micrometer.core.instrument.Timer;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.exporter.FinishedSpan;
import io.micrometer.tracing.exporter.SpanReporter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A call gets the same response, and leaves the same traces, on whichever route it is taken. */
@Tag("services")
class BothRoutesTest {

  private static final String PATH = "/api/redemptions";

  /** With a parameter that means nothing, a call is the general route's. */
  private static final List<String> TYPES = List.of("application/json", "application/json;v=1");

  /** So is a call whose preferences have a tab in them. */
  private static final List<String> PREFERENCES = List.of("wait=0", "wait=0,\tnothing");

  private static final Gateway GATEWAY =
      Gateway.startWith(
          Spans.class,
          "--management.tracing.sampling.probability=1",
          "--admit-one.gateway.limits.user-burst=3",
          "--admit-one.gateway.limits.user-refill=3600s");

  private final PlayedProcessor processor = PlayedProcessor.shared();
  private final String code = Records.newCode();

  /** The spans that were exported. */
  static final class Spans implements SpanReporter {

    private static final List<FinishedSpan> ALL = new CopyOnWriteArrayList<>();

    @Override
    public void report(FinishedSpan span) {
      ALL.add(span);
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  @AfterAll
  static void stop() {
    GATEWAY.close();
  }

  @Test
  void aPendingRedemption() {
    assertAlike(redeemOnBoth("Prefer", "respond-async"), 202);
  }

  @Test
  void aDecision() {
    redeemFirst();
    processor.publish(Records.redeemed(processor.await(code)));
    assertAlike(redeemOnBoth("Prefer", "wait=30", "Idempotency-Key", code), 200);
  }

  @Test
  void aRefusal() {
    redeemFirst();
    processor.publish(Records.refused(processor.await(code), RefusalReason.EXPIRED));
    assertAlike(redeemOnBoth("Prefer", "wait=30", "Idempotency-Key", code), 410);
    assertSpansAlike("decision", "EXPIRED");
  }

  @Test
  void aTokenOfAnotherUser() {
    assertAlike(redeemOnBoth("Authorization", "Bearer " + Tokens.ofUser("eve")), 403);
  }

  @Test
  void aTokenThatIsNone() {
    assertAlike(redeemOnBoth("Authorization", "Bearer none"), 401);
  }

  @Test
  void aPageOfAnotherSiteWithTheSessionsCookie() {
    assertAlike(
        redeemOnBoth("Cookie", "session=" + Tokens.forAll(), "Sec-Fetch-Site", "cross-site"), 403);
  }

  /** The lean route begins it, and leaves it to the general one. */
  @Test
  void aMalformedBody() {
    List<Reply> replies =
        TYPES.stream()
            .map(type -> GATEWAY.post(PATH, "{\"code\":1}", "Content-Type", type))
            .toList();
    assertAlike(replies, 400);
    assertThat(replies.getFirst().field("error")).isEqualTo("code must be a string");
  }

  @Test
  void anEmptyBucket() {
    redeemOnBoth("Prefer", "respond-async");
    redeemOnBoth("Prefer", "respond-async");
    assertAlike(redeemOnBoth("Prefer", "respond-async"), 429);
  }

  @Test
  void aStatus() {
    redeemFirst();
    String path = PATH + "/" + processor.await(code).id();
    assertAlike(lookOnBoth(path), 404);
    assertSpansAlike("http.url", path);
  }

  /** They are counted once each, in the same series. */
  @Test
  void theirMetrics() {
    long before = count(pending());
    redeemOnBoth("Prefer", "respond-async");
    Await.patiently().until(() -> count(pending()) >= before + 2);
    assertThat(pending()).hasSize(1);
    assertThat(count(pending())).isEqualTo(before + 2);
  }

  private static Collection<Timer> pending() {
    return GATEWAY.timers("http.server.requests", "uri", PATH, "decision", "PENDING");
  }

  private void redeemFirst() {
    GATEWAY.post(PATH, body(), "Idempotency-Key", code, "Prefer", "respond-async");
  }

  private List<Reply> redeemOnBoth(String... headers) {
    return TYPES.stream()
        .map(type -> GATEWAY.post(PATH, body(), with(headers, "Content-Type", type)))
        .toList();
  }

  private static List<Reply> lookOnBoth(String path) {
    return PREFERENCES.stream().map(each -> GATEWAY.get(path, "Prefer", each)).toList();
  }

  private static String[] with(String[] headers, String... others) {
    return Stream.concat(Arrays.stream(headers), Arrays.stream(others)).toArray(String[]::new);
  }

  private String body() {
    return "{\"code\":\"%s\",\"userId\":\"%s\"}".formatted(code, code);
  }

  private static void assertAlike(List<Reply> replies, int status) {
    assertThat(replies).extracting(Reply::status).containsExactly(status, status);
    assertThat(headers(replies.getFirst())).isEqualTo(headers(replies.getLast()));
    assertThat(masked(replies.getFirst().text())).isEqualTo(masked(replies.getLast().text()));
  }

  /** They are exported later, so those of other tests may be among them. */
  private static void assertSpansAlike(String tag, String value) {
    Await.patiently().until(() -> serverSpans(tag, value).size() >= 2);
    assertThat(serverSpans(tag, value)).hasSize(2);
    assertThat(serverSpans(tag, value).getFirst()).isEqualTo(serverSpans(tag, value).getLast());
  }

  private static Map<String, List<String>> headers(Reply reply) {
    Map<String, List<String>> headers = new TreeMap<>();
    reply
        .response()
        .headers()
        .map()
        .forEach(
            (name, values) ->
                headers.put(name, values.stream().map(BothRoutesTest::masked).toList()));
    // Times, and how the server tells where the body ends.
    headers.keySet().removeAll(Set.of("date", "content-length", "transfer-encoding"));
    return headers;
  }

  /** Without ids and numbers, which differ between any two calls. */
  private static String masked(String text) {
    return text.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9]+", "_");
  }

  private static List<String> serverSpans(String tag, String value) {
    return Spans.ALL.stream()
        .filter(span -> span.getKind() == Span.Kind.SERVER)
        .filter(span -> value.equals(span.getTags().get(tag)))
        .map(span -> span.getName() + " " + new TreeMap<>(span.getTags()))
        .toList();
  }

  private static long count(Collection<Timer> timers) {
    return timers.stream().mapToLong(Timer::count).sum();
  }
}
