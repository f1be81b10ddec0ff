package dev.admitone.processor.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.processor.redemption.Command;
import dev.admitone.processor.redemption.Pseudonyms;
import dev.admitone.processor.redemption.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** P6: where the log is cut into batches makes no difference to an erasure. */
@Tag("services")
class ErasureBatchesTest {

  private static final int SEQUENCES = 40;
  private static final int LENGTH = 50;
  private static final List<String> USERS = List.of("user-ann", "user-bob", "user-joe");

  private final TestLedger whole = new TestLedger(database(), new OneKey());
  private final TestLedger inParts = new TestLedger(database(), new OneKey());

  /** One seed, so that a failure comes again. */
  private final Random random = new Random(20_261_130);

  private record OneKey() implements Pseudonyms {
    @Override
    public List<String> of(String userId) {
      return List.of("erased-1-" + Integer.toHexString(userId.hashCode()));
    }

    @Override
    public Set<String> keyNames() {
      return Set.of("erased-1");
    }
  }

  private static PGSimpleDataSource database() {
    PGSimpleDataSource dataSource = TestDatabase.migrated().dataSource();
    dataSource.setOptions("-c admit_one.session=processor");
    return dataSource;
  }

  @Test
  void whereTheSequenceIsCutIntoBatchesMakesNoDifference() {
    long erased = 0;
    for (int i = 0; i < SEQUENCES; i++) {
      List<Request> requests = sequence();
      whole.decide(requests);
      for (int from = 0; from < LENGTH; ) {
        int to = Math.min(LENGTH, from + 1 + random.nextInt(6));
        inParts.decide(requests.subList(from, to));
        from = to;
      }
      assertThat(inParts.contents()).isEqualTo(whole.contents());
      erased +=
          requests.stream()
              .filter(request -> request.command() instanceof Command.EraseUser)
              .count();
    }
    assertThat(erased).isGreaterThan(SEQUENCES);
    assertThat(whole.sql().queryForList("select used_by from invite_uses", String.class))
        .anyMatch(user -> user.startsWith("erased-1-"));
    assertThat(
            whole
                .sql()
                .queryForList(
                    """
                    select code from invites i
                    where current_uses <> (select count(*) from invite_uses where invite_id = i.id)
                    """))
        .isEmpty();
  }

  private List<Request> sequence() {
    LedgerRequests requests = new LedgerRequests(LedgerRequests.newCode());
    List<Request> all = new ArrayList<>();
    List<UUID> redemptions = new ArrayList<>();
    while (all.size() < LENGTH) {
      String user = USERS.get(random.nextInt(USERS.size()));
      Request next =
          switch (random.nextInt(8)) {
            case 0, 1 -> requests.redeem(user);
            case 2, 3 -> requests.signUp(user, "name" + random.nextInt(3));
            case 4, 5 -> requests.of(UUID.randomUUID(), erase(user));
            case 6 -> requests.create(4L);
            default ->
                requests.release(
                    redemptions.isEmpty()
                        ? UUID.randomUUID()
                        : redemptions.get(random.nextInt(redemptions.size())));
          };
      if (next.userId() != null) {
        redemptions.add(next.id());
      }
      all.add(next);
    }
    return all;
  }

  private static Command erase(String user) {
    return new Command.EraseUser(
        user, new OneKey().of(user).getFirst(), "asked for it", "operator");
  }
}
