package dev.admitone.processor.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An adoption that ends after any of its transactions goes on in the next run. */
@Tag("services")
class InterruptedAdoptionTest {

  /** The end of a run. */
  private static final class Crash extends RuntimeException {}

  @ParameterizedTest
  @EnumSource(
      value = OldShape.class,
      names = {"NUMBERS_AND_UUID_USERS", "UUIDS_AND_TEXT_USERS"})
  void afterEachTransactionTheNextRunGoesOnAndTheResultIsTheSame(OldShape shape) {
    int transactions = 0;
    boolean ended = false;
    while (!ended) {
      OldApplication old = AdoptionTest.filled(shape);
      ended = endsBefore(old, transactions + 1);
      if (!ended) {
        transactions++;
        old.use("HOT", 6, "2025-02-01");
        old.adopt(Map.of(), 2, _ -> {});

        assertThat(old.counts())
            .as("ended after transaction %d", transactions)
            .containsExactly("HOT 5 5", "SUMMER24 1 1", "UNUSED 0 0");
        assertThat(old.redeem("HOT", 8)).isTrue();
      }
    }
    // How many they are depends on the order of the ids, which are random.
    assertThat(transactions).isGreaterThan(6);
  }

  @ParameterizedTest
  @EnumSource(
      value = OldShape.class,
      names = {"NUMBERS_AND_UUID_USERS", "UUIDS_AND_TEXT_USERS"})
  void whatTheOldApplicationDoesBetweenTwoRunsIsBroughtAfter(OldShape shape) {
    OldApplication old = AdoptionTest.filled(shape);
    assertThat(endsBefore(old, 3)).isFalse();
    old.invite("later", 2);
    assertThat(old.redeem("later", 1)).isTrue();
    old.sql()
        .update(
            """
            delete from invite_uses
            where invite_id in (select id from invites where code = 'Summer 24')
            """);
    old.sql().update("update invites set code = 'Spring 25' where code = 'Summer 24'");
    old.sql().update("delete from invites where code = 'UNUSED'");

    old.adopt(_ -> {});

    assertThat(old.counts()).containsExactly("HOT 4 4", "LATER 1 1", "SPRING25 0 0");
  }

  /** The note would have the way back delete it, and insert it without its own columns. */
  @Test
  void aDuplicateThatBecomesTheEarliestUseIsNoDuplicateAnyMore() throws IOException {
    OldApplication old = AdoptionTest.filled(OldShape.NUMBERS_AND_UUID_USERS);
    try {
      old.adopt(
          line -> {
            if (line.startsWith("All uses are copied")) {
              throw new Crash();
            }
          });
    } catch (Crash _) {
      old.sql().update("delete from invite_uses where used_at = '2025-01-01'");
    }

    old.adopt(_ -> {});

    assertThat(old.ledger().queryForList("select old_id from adopted_duplicates")).isEmpty();
    old.rollBack();
    assertThat(
            old.sql()
                .queryForList(
                    "select ip from invite_uses where used_at = '2025-01-02'", String.class))
        .containsExactly("192.0.2.7");
  }

  /** Ends a run after one of its transactions; true if it was at its own end before. */
  private static boolean endsBefore(OldApplication old, int transaction) {
    List<String> seen = new ArrayList<>();
    try {
      old.adopt(
          Map.of(),
          2,
          line -> {
            seen.add(line);
            if (seen.size() == transaction) {
              throw new Crash();
            }
          });
      return true;
    } catch (Crash _) {
      return false;
    }
  }
}
