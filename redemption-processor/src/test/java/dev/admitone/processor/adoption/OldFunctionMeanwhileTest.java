package dev.admitone.processor.adoption;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;

/** The old function serves before, during and after the switch, and all uses stay. */
@Tag("services")
class OldFunctionMeanwhileTest {

  private static final int CLIENTS = 3;
  private static final int USES_BEFORE = 2_000;

  /** Users of different clients are different ones. */
  private static final int USERS_PER_CLIENT = 1_000_000;

  private final AtomicBoolean ends = new AtomicBoolean();
  private final AtomicInteger granted = new AtomicInteger();

  @ParameterizedTest
  @EnumSource(
      value = OldShape.class,
      names = {"NUMBERS_AND_UUID_USERS", "UUIDS_AND_TEXT_USERS"})
  void eachUseThatItGrantsIsAdopted(OldShape shape) throws Exception {
    OldApplication old = OldApplication.migrated(shape);
    old.invite("HOT", null);
    fill(old);
    CountDownLatch grantedBefore = new CountDownLatch(20);
    CountDownLatch grantedAfter = new CountDownLatch(20);
    AtomicBoolean adopted = new AtomicBoolean();
    List<CompletableFuture<Void>> clients =
        IntStream.range(0, CLIENTS)
            .mapToObj(
                client ->
                    CompletableFuture.runAsync(
                        () ->
                            serve(
                                old,
                                client,
                                () -> (adopted.get() ? grantedAfter : grantedBefore).countDown()),
                        task -> Thread.ofPlatform().start(task)))
            .toList();
    assertThat(grantedBefore.await(600, SECONDS)).isTrue();

    List<String> lines = new ArrayList<>();
    old.adopt(Map.of(), 100, lines::add);
    adopted.set(true);

    assertThat(grantedAfter.await(600, SECONDS)).isTrue();
    ends.set(true);
    CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new)).get(30, SECONDS);
    int uses = USES_BEFORE + granted.get();
    assertThat(old.counts()).containsExactly("HOT %d %d".formatted(uses, uses));
  }

  /** As its callers do: a lock that is not free is tried again. */
  private void serve(OldApplication old, int client, Runnable onGrant) {
    for (int user = 1; !ends.get(); user++) {
      try {
        if (old.redeem("HOT", (client + 1) * USERS_PER_CLIENT + user)) {
          granted.incrementAndGet();
          onGrant.run();
        }
      } catch (DataAccessException e) {
        assertThat(e).hasMessageContaining("could not obtain lock");
      }
    }
  }

  private static void fill(OldApplication old) {
    old.sql()
        .update(
            """
            insert into invite_uses (invite_id, used_by)
            select i.id, ('00000000-0000-4000-9000-' || lpad(n::text, 12, '0'))::%s
            from invites i, generate_series(1, ?) n
            """
                .formatted(old.shape.userType),
            USES_BEFORE);
    old.sql().update("update invites set current_uses = ?", USES_BEFORE);
  }
}
