package dev.admitone.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.testsupport.ApiClient;
import dev.admitone.testsupport.LoadRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold after a load, whatever happened meanwhile; asked from the tables. */
final class Promises {

  /** What an answer to a redemption may be when nothing fails. */
  private static final Set<Integer> NO_FAILURE = Set.of(200, 202, 409);

  private final JdbcClient ledger;

  Promises(JdbcClient ledger) {
    this.ledger = ledger;
  }

  /** No request failed, each has one decision, and whoever asks any gateway is told that one. */
  void hold(List<LoadRun.Sent> sent, List<ApiClient> gateways, Map<String, Long> uses)
      throws Exception {
    assertThat(sent).allMatch(one -> NO_FAILURE.contains(one.response().status()));
    assertThat(sent)
        .flatExtracting(LoadRun.Sent::refused)
        .as("not known to be accepted at first")
        .allMatch(one -> one.response().outcome().equals("NOT_ACKNOWLEDGED"));
    Map<String, String> told = told(sent, gateways);
    assertThat(told).as("request ids").hasSize(sent.size());
    Map<String, String> decided = new HashMap<>();
    uses.keySet().forEach(code -> decided.putAll(decisions(code)));
    assertThat(decided).as("P4: nothing lost").containsAllEntriesOf(told);
    uses.forEach(
        (code, expected) -> {
          assertThat(number("select current_uses from invites where code = ?", code))
              .as("P1: counted for %s", code)
              .isEqualTo(expected);
          assertThat(
                  number(
                      """
                      select count(*) from invite_uses u join invites i on i.id = u.invite_id
                      where i.code = ?
                      """,
                      code))
              .as("P1: uses of %s", code)
              .isEqualTo(expected);
          assertThat(
                  number(
                      """
                      select count(distinct used_by) from invite_uses u
                      join invites i on i.id = u.invite_id where i.code = ?
                      """,
                      code))
              .as("P2: users of %s", code)
              .isEqualTo(expected);
        });
  }

  /** How many different users asked for the code. */
  static long users(List<LoadRun.Sent> sent, String code) {
    return sent.stream()
        .filter(one -> one.code().equals(code))
        .map(LoadRun.Sent::userId)
        .distinct()
        .count();
  }

  /** How often a gateway did not know whether the brokers have a request. */
  static int refused(List<LoadRun.Sent> sent) {
    return sent.stream().mapToInt(one -> one.refused().size()).sum();
  }

  private Map<String, String> decisions(String code) {
    Map<String, String> byId = new HashMap<>();
    ledger
        .sql("select id::text, outcome::text from redemption_decisions where code = ?")
        .param(code)
        .query(
            row -> {
              byId.put(row.getString(1), row.getString(2));
            });
    return byId;
  }

  private long number(String sql, String code) {
    return ledger.sql(sql).param(code).query(Long.class).single();
  }

  private static Map<String, String> told(List<LoadRun.Sent> sent, List<ApiClient> gateways)
      throws Exception {
    List<Future<String>> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(32)) {
      for (int i = 0; i < sent.size(); i++) {
        LoadRun.Sent one = sent.get(i);
        ApiClient gateway = gateways.get(i % gateways.size());
        outcomes.add(threads.submit(() -> outcome(one, gateway)));
      }
    }
    Map<String, String> told = new HashMap<>();
    for (int i = 0; i < sent.size(); i++) {
      told.put(sent.get(i).requestId(), outcomes.get(i).get());
    }
    return told;
  }

  private static String outcome(LoadRun.Sent sent, ApiClient gateway) {
    return sent.response().status() == 202
        ? gateway.get(sent.response().header("Location"), "Prefer", "wait=30").outcome()
        : sent.response().outcome();
  }
}
