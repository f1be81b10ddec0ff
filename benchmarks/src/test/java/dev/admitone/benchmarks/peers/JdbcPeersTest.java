package dev.admitone.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.benchmarks.testbed.TestBed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The peers whose ledger is the database. */
@Tag("services")
class JdbcPeersTest {

  private static final int LIMIT = 100;

  private static TestBed testBed;

  @BeforeAll
  static void start() {
    testBed = TestBed.start(Path.of("target", "jdbc-peers"));
  }

  @AfterAll
  static void stop() {
    testBed.close();
  }

  @Nested
  class FunctionNoWait extends Guarantees {
    FunctionNoWait() {
      super(JdbcPeer.Way.NOWAIT.name());
    }

    /** The function knows users alone. */
    @Override
    PeerOutcome toldAgain() {
      return PeerOutcome.ALREADY_USED;
    }
  }

  @Nested
  class FunctionBlocking extends Guarantees {
    FunctionBlocking() {
      super(JdbcPeer.Way.BLOCKING.name());
    }

    @Override
    PeerOutcome toldAgain() {
      return PeerOutcome.ALREADY_USED;
    }
  }

  @Nested
  class ConditionalUpdate extends Guarantees {
    ConditionalUpdate() {
      super(JdbcPeer.Way.CONDITIONAL_UPDATE.name());
    }
  }

  @Nested
  class Slots extends Guarantees {
    Slots() {
      super(JdbcPeer.Way.SLOTS.name());
    }
  }

  @Nested
  class MicroBatches extends Guarantees {
    MicroBatches() {
      super(PeerSetup.MICRO_BATCHER);
    }

    @Test
    void twoOfThemDecideAsOne() throws Exception {
      String code = "TWO-" + UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
      try (Peer one = openPeer();
          Peer other = openPeer()) {
        one.create(List.of(new NewCode(code, LIMIT)));
        List<CompletableFuture<PeerDecision>> all = new ArrayList<>();
        for (int user = 0; user < 2 * LIMIT; user++) {
          UUID id = UUID.randomUUID();
          all.add(one.redeem(id, code, "user-" + user));
          all.add(other.redeem(id, code, "user-" + user));
        }
        for (int i = 0; i < all.size(); i += 2) {
          assertThat(all.get(i).join()).isEqualTo(all.get(i + 1).join());
        }
        assertThat(all)
            .filteredOn(decision -> decision.join().outcome() == PeerOutcome.REDEEMED)
            .hasSize(2 * LIMIT);
      }
    }
  }

  abstract static class Guarantees extends PeerGuarantees {

    private final String kind;

    Guarantees(String kind) {
      this.kind = kind;
    }

    @Override
    Peer openPeer() {
      return PeerSetup.jdbc(kind, testBed).open();
    }

    @Override
    void redeemUntilKilled(String code, Path directory) throws Exception {
      RedeemingChild.startAndKill(PeerSetup.jdbc(kind, testBed), code, directory);
    }
  }
}
