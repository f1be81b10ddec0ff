package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.processor.TestLog.Told;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RedemptionRequest;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** P1 to P4, of a ledger and of the log that it belongs to. */
final class PromisesKept {

  /** P1. An operator may lower a limit below what is used. */
  private static final String MISCOUNTED =
      """
      select code from invites i
      where current_uses <> (select count(*) from invite_uses u where u.invite_id = i.id)
         or current_uses > max_uses
            and not exists (select from redemption_decisions d
                            where d.code = i.code and jsonb_exists(d.command, 'ChangeInvite'))
      """;

  /** P2. The index could be gone. */
  private static final String TWICE =
      "select used_by from invite_uses group by invite_id, used_by having count(*) > 1";

  private static final String DECISIONS =
      "select id || ' ' || outcome from redemption_decisions where id::text = any (?)";

  private PromisesKept() {}

  /**
   * Each of the requests was answered, always with the answer that came first, and that is what the
   * ledger has. Refreshes have no answer.
   */
  static void check(Site site, TestLog log, Collection<RedemptionRequest> sent) {
    var sql = HealedSite.owner(site);
    assertThat(sql.queryForList(MISCOUNTED, String.class)).as("P1").isEmpty();
    assertThat(sql.queryForList(TWICE, String.class)).as("P2").isEmpty();

    Set<UUID> ids =
        sent.stream()
            .filter(request -> request.getRefresh() == null)
            .map(RedemptionRequest::getRequestId)
            .collect(toSet());
    patiently().untilAsserted(() -> assertThat(untold(log, ids)).as("P4").isEmpty());
    Map<UUID, List<RedemptionDecided>> told = told(log, ids);
    assertThat(told.values())
        .as("P3")
        .allSatisfy(
            answers ->
                assertThat(answers.stream().map(PromisesKept::answer).distinct()).hasSize(1));
    // As sets: lists of many thousands are compared for minutes.
    assertThat(Set.copyOf(sql.queryForList(DECISIONS, String.class, (Object) texts(ids))))
        .as("the ledger has what was told")
        .isEqualTo(
            told.values().stream()
                .map(List::getFirst)
                .map(first -> first.getRequestId() + " " + TestLog.word(first))
                .collect(toSet()));
  }

  /** The requests without a result. */
  private static Set<UUID> untold(TestLog log, Set<UUID> ids) {
    Set<UUID> untold = new HashSet<>(ids);
    untold.removeAll(told(log, ids).keySet());
    return untold;
  }

  private static String[] texts(Set<UUID> ids) {
    return ids.stream().map(UUID::toString).toArray(String[]::new);
  }

  /** What was told about each of them, in order. */
  private static Map<UUID, List<RedemptionDecided>> told(TestLog log, Set<UUID> ids) {
    return log.results().stream()
        .map(Told::value)
        .filter(result -> ids.contains(result.getRequestId()))
        .filter(result -> !TestLog.word(result).equals("REQUEST_ID_REUSED"))
        .collect(groupingBy(RedemptionDecided::getRequestId));
  }

  private static List<Object> answer(RedemptionDecided result) {
    return List.of(
        TestLog.word(result),
        Objects.requireNonNullElse(result.getDecidedAt(), "no time"),
        result.getPosition());
  }
}
