package dev.admitone.processor.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.admitone.processor.adoption.tables.AdoptionImpossibleException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A long transaction of the older application delays the adoption, and not the other way round. */
@Tag("services")
class BusyOldTablesTest {

  private static final LockTries FEW =
      new LockTries(Duration.ofMillis(50), Duration.ofMillis(10), 3);

  private final OldApplication old = AdoptionTest.filled(OldShape.NUMBERS_AND_UUID_USERS);

  @Test
  void theSwitchGivesItsLockUpAndTheNextRunGoesOn() throws SQLException {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                old.adopt(
                    prepared -> {
                      throw new IllegalStateException(prepared);
                    }));
    try (Connection longOne = Objects.requireNonNull(old.sql().getDataSource()).getConnection()) {
      longOne.setAutoCommit(false);
      try (var write = longOne.prepareStatement("update invite_uses set ip = null")) {
        write.execute();
      }
      assertThatExceptionOfType(AdoptionImpossibleException.class)
          .isThrownBy(this::adoptWithFewTries)
          .withMessageContaining("run adopt --apply again");
      assertThat(old.redeem("Summer 24", 8)).isTrue();
      longOne.rollback();
    }

    adoptWithFewTries();

    assertThat(old.counts()).contains("SUMMER24 2 2");
  }

  private void adoptWithFewTries() {
    try (AdoptionSession session = old.open()) {
      new Adoption(session, new AdoptionOptions(old.schema, Map.of(), 3), _ -> {}).with(FEW).run();
    }
  }
}
