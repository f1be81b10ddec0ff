package dev.admitone.system.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.system.Codes;
import dev.admitone.system.Environment;
import dev.admitone.system.Ledger;
import dev.admitone.system.operations.OldWay.End;
import dev.admitone.system.operations.OldWay.Lock;
import dev.admitone.testsupport.ApiClient;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A roll-out without downtime: one code is redeemed through the log, and at the same time by the
 * function with the row lock that was there before. Neither gives a use too many or a user two.
 */
@Tag("services")
class OldWayBesideThePipelineTest {

  private static final int LIMIT = 2_000;
  private static final int WAVES = 6;
  private static final int USERS_IN_A_WAVE = 500;
  private static final int OLD_CLIENTS = 4;

  private static final String USERS =
      """
      select count(*), count(distinct used_by)
      from invite_uses u join invites i on i.id = u.invite_id where i.code = ?
      """;

  private final ApiClient api = Environment.api();
  private final Ledger ledger = Environment.ledger();
  private final String code = Codes.unique("OLDWAY");

  /** With the field's own function users are turned away for being busy: how many is chance. */
  @Test
  void bothKeepLimitAndUsers() throws Exception {
    keepLimitAndUsers(Lock.NOWAIT);
  }

  @Test
  void aFunctionThatWaitsForItsLockServesItsUsersToo() throws Exception {
    servesItsUsers(keepLimitAndUsers(Lock.WAITS));
  }

  /** On a code without a limit each call of a new user has to write: none is a quick refusal. */
  @Test
  @Tag("long")
  void forAMinuteItServesItsUsersOnACodeWithoutALimit() throws Exception {
    Both both = sideBySide(Lock.WAITS, Map.of(), Duration.ofMinutes(1));
    servesItsUsers(both.old());
    int uses = Math.toIntExact(both.granted());
    assertThat(ledger.currentUses(code)).isEqualTo(uses);
    assertThat(usesAndTheirUsers()).containsExactly(uses, uses);
  }

  private static void servesItsUsers(List<OldWay.Outcome> old) {
    assertThat(served(old)).isGreaterThanOrEqualTo(old.size() * 99L / 100);
  }

  private List<OldWay.Outcome> keepLimitAndUsers(Lock lock) throws Exception {
    Both both = sideBySide(lock, Map.of("maxUses", LIMIT), Duration.ZERO);
    // P1 and P2.
    assertThat(ledger.currentUses(code)).isEqualTo(LIMIT);
    assertThat(usesAndTheirUsers()).containsExactly(LIMIT, LIMIT);
    assertThat(both.granted()).isEqualTo(LIMIT);
    return both.old();
  }

  /** What both said, of users who came through one of them or both. */
  private record Both(List<ApiClient.Response> pipeline, List<OldWay.Outcome> old) {

    long granted() {
      long byPipeline = pipeline.stream().filter(one -> one.outcome().equals("REDEEMED")).count();
      long byOldWay = old.stream().filter(one -> one.end() == End.GRANTED).count();
      assertThat(byPipeline).isPositive();
      assertThat(byOldWay).isPositive();
      return byPipeline + byOldWay;
    }
  }

  /** At least some waves of users, and for as long as this. */
  private Both sideBySide(Lock lock, Map<String, Object> invite, Duration howLong)
      throws Exception {
    Map<String, Object> body = new HashMap<>(invite);
    body.put("code", code);
    assertThat(api.createInvite(body).status()).isEqualTo(201);
    OldWay.install(ledger, lock);
    AtomicBoolean over = new AtomicBoolean();
    List<ApiClient.Response> pipeline = new ArrayList<>();
    List<OldWay.Outcome> old = new ArrayList<>();

    try (ExecutorService threads = Executors.newFixedThreadPool(OLD_CLIENTS)) {
      List<Future<List<OldWay.Outcome>>> clients =
          IntStream.range(0, OLD_CLIENTS)
              .mapToObj(client -> threads.submit(oldClient(lock, client, over)))
              .toList();
      try {
        Instant end = Instant.now().plus(howLong);
        for (int wave = 0; wave < WAVES || Instant.now().isBefore(end); wave++) {
          int first = wave * USERS_IN_A_WAVE;
          pipeline.addAll(
              ApiClient.inParallel(USERS_IN_A_WAVE, i -> redeem("user-" + (first + i))));
        }
      } finally {
        over.set(true);
      }
      for (Future<List<OldWay.Outcome>> client : clients) {
        old.addAll(client.get());
      }
    }
    // P8: each answer through the log is about the code and the user.
    assertThat(pipeline.stream().map(ApiClient.Response::outcome).collect(Collectors.toSet()))
        .isSubsetOf(Set.of("REDEEMED", "ALREADY_USED", "EXHAUSTED"));
    report(lock, old);
    return new Both(pipeline, old);
  }

  /** Every second user is one who also comes through the pipeline. */
  private Callable<List<OldWay.Outcome>> oldClient(Lock lock, int client, AtomicBoolean over) {
    return () -> {
      List<OldWay.Outcome> outcomes = new ArrayList<>();
      try (OldWay function = OldWay.client(ledger, lock)) {
        for (int i = 0; !over.get(); i++) {
          String user = i % 2 == 0 ? "user-" + (OLD_CLIENTS * i + client) : "old-" + client + i;
          outcomes.add(function.redeem(code, user));
        }
      }
      return outcomes;
    };
  }

  /** Measured and stated, not asserted: how busy the code is when a client comes is chance. */
  private static void report(Lock lock, List<OldWay.Outcome> old) {
    long atOnce =
        old.stream().filter(one -> one.end() != End.NOT_SERVED && one.tries() == 1).count();
    System.out.printf(
        "%d calls of the row lock (%s) beside the pipeline: %s were served at the first try,"
            + " %s within %d tries%n",
        old.size(),
        lock,
        percent(atOnce, old.size()),
        percent(served(old), old.size()),
        OldWay.TRIES);
  }

  private static long served(List<OldWay.Outcome> old) {
    return old.stream().filter(one -> one.end() != End.NOT_SERVED).count();
  }

  private static String percent(long part, long whole) {
    return "%.1f %%".formatted(100.0 * part / whole);
  }

  private ApiClient.Response redeem(String userId) {
    return api.redeem(code, userId, "Prefer", "wait=30");
  }

  private List<Integer> usesAndTheirUsers() throws SQLException {
    try (Connection connection = ledger.connect();
        PreparedStatement statement = connection.prepareStatement(USERS)) {
      statement.setString(1, code);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return List.of(rows.getInt(1), rows.getInt(2));
      }
    }
  }
}
