package dev.admitone.processor.adoption;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many codes and uses are adopted while the old function serves. It prints how long that took, the
 * longest that a call of the function waited, and the disk that the database takes. Sizes are set
 * with {@code -Dadoption.codes} and {@code -Dadoption.uses}.
 */
@Tag("long")
class LargeAdoptionTest {

  private static final int CODES = Integer.getInteger("adoption.codes", 100_000);
  private static final int USES = Integer.getInteger("adoption.uses", 1_000_000);
  private static final int CLIENTS = 4;

  /** Between two calls of a client: the old function is served, not measured. */
  private static final Duration PAUSE = Duration.ofMillis(2);

  /** Users of different clients are different ones, and none has a use before. */
  private static final int USERS_PER_CLIENT = 100_000_000;

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final AtomicBoolean ends = new AtomicBoolean();
  private final AtomicInteger granted = new AtomicInteger();
  private final AtomicLong longestNanos = new AtomicLong();

  @Test
  void eachUseThatIsGrantedMeanwhileIsAdopted() throws Exception {
    OldApplication old = OldApplication.migrated(OldShape.NUMBERS_AND_UUID_USERS);
    fill(old);
    long bytesBefore = bytes(old);
    CountDownLatch serves = new CountDownLatch(1_000);
    List<CompletableFuture<Void>> clients =
        IntStream.range(0, CLIENTS)
            .mapToObj(
                client ->
                    CompletableFuture.runAsync(
                        () -> serve(old, client, serves), task -> Thread.ofPlatform().start(task)))
            .toList();
    assertThat(serves.await(600, SECONDS)).isTrue();
    Duration longestBefore = Duration.ofNanos(longestNanos.getAndSet(0));

    long began = System.nanoTime();
    old.adopt(
        Map.of(),
        AdoptionOptions.BATCH_ROWS,
        line ->
            System.out.printf(
                "%6.1f s, longest call so far %d ms: %s%n",
                (System.nanoTime() - began) / 1e9, longestNanos.get() / 1_000_000, line));
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    ends.set(true);
    CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new)).get(60, SECONDS);

    System.out.printf(
        "%d codes, %d uses and %d granted meanwhile: %d s; longest call %d ms (before: %d ms);"
            + " %d MB, then %d MB%n",
        CODES,
        USES,
        granted.get(),
        took.toSeconds(),
        longestNanos.get() / 1_000_000,
        longestBefore.toMillis(),
        bytesBefore >> 20,
        bytes(old) >> 20);
    assertThat(count(old, "select count(*) from invite_uses")).isEqualTo(USES + granted.get());
    assertThat(
            count(
                old,
                """
                select count(*) from invites i
                where i.current_uses <> (
                  select count(*) from invite_uses u where u.invite_id = i.id)
                """))
        .isZero();
  }

  private static void fill(OldApplication old) {
    old.sql()
        .update(
            "insert into invites (code) select 'CODE-' || n from generate_series(1, ?) n", CODES);
    old.sql()
        .update(
            """
            insert into invite_uses (invite_id, used_by)
            select 1 + n %% ?, ('00000000-0000-4000-9000-' || lpad(n::text, 12, '0'))::%s
            from generate_series(1, ?) n
            """
                .formatted(old.shape.userType),
            CODES,
            USES);
    old.sql()
        .update(
            """
            update invites i set current_uses = u.uses
            from (select invite_id, count(*) as uses from invite_uses group by invite_id) u
            where u.invite_id = i.id
            """);
    old.sql().execute("create index old_lookup on invite_uses (invite_id)");
    old.sql().execute("analyze");
  }

  private void serve(OldApplication old, int client, CountDownLatch serves) {
    String call = "select use_invite_code(?, ?::%s)".formatted(old.shape.userType);
    try (Connection connection = old.connect();
        PreparedStatement statement = connection.prepareStatement(call)) {
      for (int user = 1; !ends.get(); user++) {
        statement.setString(1, "CODE-" + ThreadLocalRandom.current().nextInt(1, CODES + 1));
        statement.setString(2, OldApplication.user((client + 1) * USERS_PER_CLIENT + user));
        long began = System.nanoTime();
        if (granted(statement)) {
          granted.incrementAndGet();
          serves.countDown();
        }
        longestNanos.accumulateAndGet(System.nanoTime() - began, Math::max);
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean granted(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      return row.next() && row.getBoolean(1);
    } catch (SQLException e) {
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  private static long bytes(OldApplication old) {
    return count(old, "select pg_database_size(current_database())");
  }

  private static long count(OldApplication old, String sql) {
    Long count = old.ledger().queryForObject(sql, Long.class);
    return count == null ? 0 : count;
  }
}
