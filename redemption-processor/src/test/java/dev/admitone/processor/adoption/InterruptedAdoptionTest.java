package dev.admitone.processor.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
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
    OldApplication whole = AdoptionTest.filled(shape);
    List<String> lines = new ArrayList<>();
    whole.adopt(Map.of(), 2, lines::add);
    assertThat(lines).hasSizeGreaterThan(6);

    for (int last = 1; last <= lines.size(); last++) {
      OldApplication old = AdoptionTest.filled(shape);
      crashAfter(old, last);
      old.use("HOT", 6, "2025-02-01");
      old.adopt(Map.of(), 2, _ -> {});

      assertThat(old.counts())
          .as("ended after line %d: %s", last, lines.get(last - 1))
          .containsExactly("HOT 5 5", "SUMMER24 1 1", "UNUSED 0 0");
      assertThat(old.redeem("HOT", 8)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = OldShape.class,
      names = {"NUMBERS_AND_UUID_USERS", "UUIDS_AND_TEXT_USERS"})
  void whatTheOldApplicationDoesBetweenTwoRunsIsBroughtAfter(OldShape shape) {
    OldApplication old = AdoptionTest.filled(shape);
    crashAfter(old, 3);
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

  private static void crashAfter(OldApplication old, int count) {
    List<String> seen = new ArrayList<>();
    assertThatExceptionOfType(Crash.class)
        .isThrownBy(
            () ->
                old.adopt(
                    Map.of(),
                    2,
                    line -> {
                      seen.add(line);
                      if (seen.size() == count) {
                        throw new Crash();
                      }
                    }));
  }
}
