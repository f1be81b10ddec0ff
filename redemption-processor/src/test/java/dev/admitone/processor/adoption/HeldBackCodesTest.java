package dev.admitone.processor.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.processor.adoption.inspection.FindingKind;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("services")
class HeldBackCodesTest {

  /** Which of the two is meant by a code in capitals is for the operator to decide. */
  @Test
  void collidingCodesAreHeldBackAloneUntilTheyAreDecided() {
    OldApplication old = AdoptionTest.filled(OldShape.NUMBERS_AND_UUID_USERS);
    old.invite("KTEST1", 3);
    old.invite("ktest1", 3);
    old.use("KTEST1", 1, "2025-02-01");
    old.use("ktest1", 1, "2025-02-02");
    old.use("ktest1", 2, "2025-02-03");
    old.use("ktest1", 4, "2025-02-04");

    old.adopt(_ -> {});
    assertThat(old.counts()).containsExactly("HOT 4 4", "SUMMER24 1 1", "UNUSED 0 0");
    assertThat(old.report().of(FindingKind.COLLISION).count()).isEqualTo(2);
    assertThat(old.report().of(FindingKind.DUPLICATE).count()).as("told before").isZero();
    assertThat(old.report(Map.of("ktest1", "KTEST1-B")).of(FindingKind.COLLISION).count()).isZero();
    old.sql().update("delete from invite_uses where used_at = '2025-02-04'");

    old.adopt(Map.of("ktest1", "KTEST1-B"), 3, _ -> {});

    assertThat(old.report().of(FindingKind.COLLISION).count()).isZero();
    assertThat(old.counts()).contains("KTEST1 1 1", "KTEST1-B 2 2").hasSize(5);
    assertThat(old.redeem("ktest1", 3)).isTrue();
    assertThat(
            old.ledger()
                .queryForList(
                    "select code from invite_refreshes where code like 'KTEST1%'", String.class))
        .contains("KTEST1", "KTEST1-B");
  }

  /** Requests for it were refused until then: an audit has to know when it came. */
  @Test
  void aCodeThatIsDecidedAfterTheSwitchIsAChangeBySql() {
    OldApplication old = AdoptionTest.filled(OldShape.UUIDS_AND_TEXT_USERS);
    old.invite("!!", 3);
    old.use("!!", 1, "2025-02-01");
    old.adopt(_ -> {});

    old.adopt(Map.of("!!", "EXCLAIM"), 3, _ -> {});

    assertThat(
            old.ledger()
                .queryForList(
                    "select i.code || ' ' || (c.new_values ->> 'max_uses')"
                        + " from invite_sql_changes c join invites i on i.id = c.invite_id"
                        + " where c.old_values is null",
                    String.class))
        .containsExactly("EXCLAIM 3");
    assertThat(old.counts()).contains("EXCLAIM 1 1");
  }
}
