package dev.admitone.ops.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.Console.Reply;
import dev.admitone.ops.support.LogRecords;
import dev.admitone.ops.support.TestLedger;
import dev.admitone.ops.support.TestLog;
import dev.admitone.testsupport.FreePorts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A search ends in time, says what it has looked at, and goes on until it has looked at all. */
@Tag("services")
class BoundedSearchTest {

  private static final int RECORDS = 3_000;
  private static final byte[] LAST = "the last one".getBytes(UTF_8);

  private static TestLog log;
  private static LogRecords records;
  private static RecordMetadata last;

  @BeforeAll
  static void start() {
    log = TestLog.create();
    records = new LogRecords(log);
    // On a topic so new, a producer's second batch may get in before its first one.
    records.append(
        IntStream.range(0, RECORDS)
            .mapToObj(i -> record(i % 2, ("key-" + i).getBytes(UTF_8), new byte[] {1})));
    last = records.append(record(1, LAST, new byte[] {1}));
  }

  @AfterAll
  static void stop() {
    records.close();
  }

  @Test
  void aTinyLimitGivesPagesThatGoOnToTheLastOffset() {
    try (Console console = console("--admit-one.ops.log.search-time=1ms")) {
      Map<Integer, Long> places = new HashMap<>();
      List<Long> hits = new ArrayList<>();
      int partial = 0;
      JsonNode page = page(console, "key=the+last+one");
      hits.addAll(offsets(page));
      while (page.has("next")) {
        assertThat(page.path("partial").asBoolean()).isTrue();
        assertThat(advances(page, places)).isTrue();
        partial++;
        page = page(console, "key=the+last+one&next=" + page.path("next").asString());
        hits.addAll(offsets(page));
      }
      assertThat(partial).isPositive();
      assertThat(hits).containsExactly(last.offset());
    }
  }

  private static List<Long> offsets(JsonNode page) {
    return page.path("items")
        .valueStream()
        .map(item -> item.path("position").path("offset").asLong())
        .toList();
  }

  /** Each page has looked at something that the pages before it had not. */
  private static boolean advances(JsonNode page, Map<Integer, Long> places) {
    boolean further = false;
    for (JsonNode each : page.path("searched")) {
      int partition = each.path("partition").asInt();
      long to = each.path("to").asLong();
      further |= to > places.getOrDefault(partition, 0L);
      places.merge(partition, to, Math::max);
    }
    return further;
  }

  @Test
  void noRecordIsLeftOutOrShownTwice() {
    try (Console console = console("--admit-one.ops.log.search-time=1ms")) {
      Set<String> seen = new HashSet<>();
      String query = "from=2020-01-01T00:00:00Z&limit=700";
      JsonNode page = page(console, query);
      while (true) {
        for (JsonNode item : page.path("items")) {
          assertThat(seen.add(item.path("position").toString())).isTrue();
        }
        if (!page.has("next")) {
          break;
        }
        page = page(console, query + "&next=" + page.path("next").asString());
      }
      assertThat(seen).hasSize(RECORDS + 1);
    }
  }

  @Test
  void withoutItsBrokerItSaysSo() {
    try (Console console =
        Console.on(
            TestLedger.shared(),
            "--admit-one.prefix=" + log.topics().prefix(),
            "--admit-one.ops.log.search-time=500ms",
            "--spring.kafka.bootstrap-servers=127.0.0.1:" + FreePorts.one())) {
      String path = "/api/ops/topics/redemption-requests/records";
      for (String each : List.of(path, path + "/0-0", path + "/0-0/value")) {
        Reply reply = console.get(each);
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.field("reason")).isEqualTo("LOG_UNAVAILABLE");
      }
      JsonNode topics = console.get("/api/ops/topics").json().path("topics");
      assertThat(topics).hasSize(5);
      assertThat(topics.path(3).path("missing").asString()).contains("cannot read the log");
    }
  }

  @Test
  @Tag("long")
  void twoMillionRecordsAreSearchedInPagesOfThreeSeconds() {
    TestLog large = TestLog.create();
    int count = 2_000_000;
    RecordMetadata end;
    try (LogRecords many = new LogRecords(large)) {
      many.append(
          IntStream.range(0, count)
              .mapToObj(
                  i ->
                      new ProducerRecord<>(
                          large.topics().requests(),
                          0,
                          ("key-" + i).getBytes(UTF_8),
                          new byte[100])));
      end = many.append(new ProducerRecord<>(large.topics().requests(), 0, LAST, new byte[1]));
    }
    try (Console console = Console.on(TestLedger.shared(), large.settings())) {
      // The first question connects, and may take longer than a search.
      page(console, "limit=1");
      Map<Integer, Long> places = new HashMap<>();
      int partial = 0;
      JsonNode page = timed(console, "");
      while (page.has("next")) {
        assertThat(page.path("partial").asBoolean()).isTrue();
        assertThat(advances(page, places)).as("offsets that no page before had").isTrue();
        partial++;
        page = timed(console, "&next=" + page.path("next").asString());
      }
      assertThat(partial).isPositive();
      assertThat(page.path("items").path(0).path("position").path("offset").asLong())
          .isEqualTo(end.offset())
          .isEqualTo(count);
    }
  }

  /** The limit is 3 s; a busy machine needs some time more for the rest of the response. */
  private static JsonNode timed(Console console, String next) {
    long begin = System.nanoTime();
    JsonNode page = page(console, "key=the+last+one" + next);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    return page;
  }

  private static Console console(String setting) {
    return Console.on(TestLedger.shared(), log.settings(setting));
  }

  private static JsonNode page(Console console, String query) {
    Reply reply = console.get("/api/ops/topics/redemption-requests/records?" + query);
    assertThat(reply.status()).isEqualTo(200);
    return reply.json();
  }

  private static ProducerRecord<byte[], byte[]> record(int partition, byte[] key, byte[] value) {
    return new ProducerRecord<>(log.topics().requests(), partition, key, value);
  }
}
