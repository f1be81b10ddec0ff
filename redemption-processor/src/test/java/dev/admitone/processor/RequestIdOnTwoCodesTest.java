package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.avro.RedemptionRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;

@ExtendWith(SharedProcessor.class)
@Tag("services")
class RequestIdOnTwoCodesTest {

  private static final int IDS = 200;

  /** Each lane reads some of the partitions, so most pairs are decided by two lanes at once. */
  @Test
  void oneIsDecidedAndTheOtherIsToldThatTheIdIsTaken(TestLog log, JdbcTemplate jdbc)
      throws Exception {
    List<String> codes =
        Stream.iterate(0, partition -> partition < RunningProcessor.PARTITIONS, i -> i + 1)
            .map(RequestIdOnTwoCodesTest::codeOnPartition)
            .toList();
    for (String code : codes) {
      log.append(TestRequests.create(code, null));
    }
    List<UUID> ids = Stream.generate(UUID::randomUUID).limit(IDS).toList();
    List<RedemptionRequest> requests = new ArrayList<>();
    for (int i = 0; i < IDS; i++) {
      UUID id = ids.get(i);
      List<String> two = new ArrayList<>(codes);
      Collections.rotate(two, i);
      int step = 1 + i % 3;
      requests.add(TestRequests.redeem(id, two.get(0), "user-" + i));
      requests.add(TestRequests.redeem(id, two.get(step), "user-" + i));
    }
    log.append(requests);

    patiently().until(() -> ids.stream().allMatch(id -> log.results(id).size() == 2));
    for (UUID id : ids) {
      assertThat(log.results(id))
          .extracting(told -> TestLog.word(told.value()))
          .containsExactlyInAnyOrder("REDEEMED", "REQUEST_ID_REUSED");
      assertThat(
              jdbc.queryForList(
                  """
                  select code from redemption_decisions where id = ?
                  intersect
                  select i.code from invite_uses u join invites i on i.id = u.invite_id
                  where u.id = ?
                  """,
                  String.class,
                  id,
                  id))
          .containsExactlyElementsOf(
              log.results(id).stream()
                  .filter(told -> TestLog.word(told.value()).equals("REDEEMED"))
                  .map(told -> told.value().getCode())
                  .toList());
    }
    assertThat(
            jdbc.queryForObject(
                "select sum(current_uses) from invites where code = any (?)",
                Long.class,
                (Object) codes.toArray(String[]::new)))
        .isEqualTo(IDS);
  }

  private static String codeOnPartition(int partition) {
    return Stream.generate(TestRequests::newCode)
        .filter(code -> TestLog.partitionOf(code) == partition)
        .findFirst()
        .orElseThrow();
  }
}
