package dev.admitone.benchmarks.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.benchmarks.timeline.Timeline.Passed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05Z");
  private static final String SEND = "org.apache.kafka.clients.producer.KafkaProducer::send";
  private static final String APPEND =
      "org.apache.kafka.storage.internals.log.UnifiedLog::appendAsLeader";
  private static final String POLL = "org.apache.kafka.clients.consumer.KafkaConsumer::poll";

  @Test
  void eachMomentIsTheFirstOfItsKindAfterTheOneBefore() {
    List<Passed> methods =
        List.of(
            passed("org.apache.catalina.connector.CoyoteAdapter::service", "http-1", 1, 90),
            passed(POLL, "lane-1", -50, 0),
            passed(SEND, "http-1", 2, 3),
            passed(APPEND, "broker", 4, 5),
            passed(POLL, "results-reader", 0, 6),
            passed(POLL, "lane-1", 1, 7),
            passed("dev.admitone.processor.PhaseTimes::loaded", "lane-1", 8, 9),
            passed("dev.admitone.processor.PhaseTimes::saved", "lane-1", 10, 11),
            passed(SEND, "result-publisher", 12, 13),
            passed(APPEND, "broker", 14, 15),
            passed(POLL, "results-reader", 6, 16));
    Map<Moment, List<Double>> times =
        Timeline.of(List.of(new Passed("", "", at(0), at(20))), methods);
    assertThat(times.values())
        .containsExactly(
            List.of(1.0),
            List.of(2.0),
            List.of(5.0),
            List.of(7.0),
            List.of(8.0),
            List.of(10.0),
            List.of(12.0),
            List.of(15.0),
            List.of(16.0));
  }

  @Test
  void whatHappensAfterACallIsNotPartOfIt() {
    List<Passed> methods = List.of(passed(SEND, "http-1", 30, 31));
    assertThat(Timeline.of(List.of(new Passed("", "", at(0), at(20))), methods)).isEmpty();
  }

  @Test
  void theFilterNamesEachMethodOnce() {
    assertThat(Moment.filter().split(";")).doesNotHaveDuplicates().contains(SEND, APPEND, POLL);
  }

  private static Passed passed(String method, String thread, long beginMillis, long endMillis) {
    return new Passed(method, thread, at(beginMillis), at(endMillis));
  }

  private static Instant at(long millis) {
    return BEGIN.plusMillis(millis);
  }
}
