package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.processor.TestLog.Told;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.avro.RefusalReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

@ExtendWith(SharedProcessor.class)
@Tag("services")
@Tag("essential")
class DecisionsThroughTheLogTest {

  private final String code = TestRequests.newCode();

  @Test
  void answersComeInTheRequestsOrderOnThePartitionOfTheRequests(TestLog log) throws Exception {
    List<RedemptionRequest> requests = new ArrayList<>(List.of(TestRequests.create(code, 20L)));
    for (int i = 0; i < 50; i++) {
      requests.add(TestRequests.redeem(code, "user-" + i));
    }
    List<RecordMetadata> where = log.append(requests);

    List<Told<RedemptionDecided>> results = log.awaitResultsFor(code, requests.size());
    assertThat(results)
        .allSatisfy(
            told -> {
              assertThat(told.partition()).isEqualTo(TestLog.partitionOf(code));
              assertThat(told.key()).isEqualTo(told.value().getRequestId().toString());
              assertThat(told.value().getPosition()).isEqualTo(told.value().getAnsweredPosition());
            });
    assertThat(results).isSortedAccordingTo(Comparator.comparingLong(Told::offset));
    assertThat(results)
        .extracting(told -> told.value().getRequestId())
        .containsExactlyElementsOf(requests.stream().map(RedemptionRequest::getRequestId).toList());
    assertThat(results)
        .extracting(told -> told.value().getAnsweredPosition().getOffset())
        .containsExactlyElementsOf(where.stream().map(RecordMetadata::offset).toList());
    assertThat(results)
        .extracting(told -> told.value().getDecidedAt().toEpochMilli())
        .containsExactlyElementsOf(where.stream().map(RecordMetadata::timestamp).toList());
  }

  @Test
  void aLimitHoldsFromItsOffsetOn(TestLog log) throws Exception {
    List<RedemptionRequest> requests = new ArrayList<>(List.of(TestRequests.create(code, 20L)));
    for (int i = 0; i < 50; i++) {
      requests.add(TestRequests.redeem(code, "user-" + i));
    }
    log.append(requests);

    List<String> words = TestLog.words(log.awaitResultsFor(code, requests.size()));
    assertThat(words.subList(1, 21)).containsOnly("REDEEMED");
    assertThat(words.subList(21, 51)).containsOnly("EXHAUSTED");
  }

  @Test
  void everyReasonOfThisReleaseReachesWhoAsked(TestLog log) throws Exception {
    Instant past = Instant.parse("2020-01-01T00:00:00Z");
    Instant future = Instant.parse("2999-01-01T00:00:00Z");
    String none = TestRequests.newCode();
    String later = TestRequests.newCode();
    String over = TestRequests.newCode();
    RedemptionRequest use = TestRequests.redeem(code, "ann");
    List<RedemptionRequest> requests =
        List.of(
            TestRequests.redeem(none, "ann"),
            TestRequests.create(code, 1L),
            use,
            TestRequests.redeem(code, "ann"),
            TestRequests.redeem(code, "bob"),
            TestRequests.create(code, 5L),
            TestRequests.release(UUID.randomUUID(), code, UUID.randomUUID()),
            TestRequests.release(UUID.randomUUID(), code, use.getRequestId()),
            TestRequests.release(UUID.randomUUID(), code, use.getRequestId()),
            TestRequests.revoke(code),
            TestRequests.redeem(code, "joe"),
            TestRequests.create(UUID.randomUUID(), later, null, future, null),
            TestRequests.redeem(later, "ann"),
            TestRequests.create(UUID.randomUUID(), over, null, null, past),
            TestRequests.redeem(over, "ann"));
    log.append(requests);

    List<String> answers = new ArrayList<>();
    for (RedemptionRequest request : requests) {
      answers.add(TestLog.words(List.of(resultOf(log, request.getRequestId()))).getFirst());
    }
    assertThat(answers)
        .containsExactly(
            "UNKNOWN_CODE",
            "DONE",
            "REDEEMED",
            "ALREADY_USED",
            "EXHAUSTED",
            "CODE_EXISTS",
            "USE_NOT_FOUND",
            "RELEASED",
            "ALREADY_RELEASED",
            "DONE",
            "REVOKED",
            "DONE",
            "NOT_YET_VALID",
            "DONE",
            "EXPIRED");
  }

  @Test
  void aRequestSentAgainGetsTheFirstAnswerAndTheNewPlace(TestLog log) throws Exception {
    RedemptionRequest redeem = TestRequests.redeem(code, "ann");
    List<RecordMetadata> first = log.append(TestRequests.create(code, 1L), redeem);
    log.awaitResultsFor(code, 2);
    List<RecordMetadata> again = log.append(redeem);

    List<Told<RedemptionDecided>> results = log.awaitResultsFor(code, 3);
    RedemptionDecided answer = results.get(1).value();
    RedemptionDecided repeat = results.get(2).value();
    assertThat(repeat.getOutcome()).isEqualTo(Outcome.REDEEMED);
    assertThat(repeat.getPosition())
        .isEqualTo(answer.getPosition())
        .extracting(dev.admitone.schemas.avro.Position::getOffset)
        .isEqualTo(first.get(1).offset());
    assertThat(repeat.getDecidedAt()).isEqualTo(answer.getDecidedAt());
    assertThat(repeat.getAnsweredPosition().getOffset()).isEqualTo(again.getFirst().offset());
  }

  @Test
  void anIdThatComesWithOtherContentIsToldSoUnderTheOtherContentsFingerprint(
      TestLog log, JdbcTemplate jdbc) throws Exception {
    UUID id = UUID.randomUUID();
    RedemptionRequest other = TestRequests.redeem(id, code, "bob");
    log.append(TestRequests.create(code, null), TestRequests.redeem(id, code, "ann"), other);

    RedemptionDecided answer = log.awaitResultsFor(code, 3).get(2).value();
    assertThat(answer.getReason()).isEqualTo(RefusalReason.REQUEST_ID_REUSED);
    assertThat(answer.getContentFingerprint()).isEqualTo(other.getContentFingerprint());
    assertThat(answer.getPosition()).isEqualTo(answer.getAnsweredPosition());
    assertThat(
            jdbc.queryForList(
                "select used_by from redemption_decisions where id = ?", String.class, id))
        .containsExactly("ann");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "",
        "1",
        "-",
        "00-zzzz-zzzz-01",
        "00-00000000000000000000000000000000-0000000000000000-01",
        "\u0000\u0001\u0003"
      })
  void noTraceHeaderStopsALane(String traceparent, TestLog log) throws Exception {
    RedemptionRequest redeem = TestRequests.redeem(code, "ann");
    var record = log.record(redeem);
    record.headers().add("traceparent", traceparent.getBytes(UTF_8));
    log.append(record);

    assertThat(resultOf(log, redeem.getRequestId()).value().getReason())
        .isEqualTo(RefusalReason.UNKNOWN_CODE);
  }

  private static Told<RedemptionDecided> resultOf(TestLog log, UUID id) {
    patiently().until(() -> !log.results(id).isEmpty());
    return log.results(id).getFirst();
  }
}
