package dev.admitone.processor.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The way back: the old system works on, with all that happened since. */
@Tag("services")
class AdoptionRollBackTest {

  private static final String COUNTED =
      """
      SELECT
        i.code,
        i.current_uses,
        i.max_uses,
        COUNT(iu.id) as actual_uses
      FROM invites i
      LEFT JOIN invite_uses iu ON iu.invite_id = i.id
      GROUP BY i.id
      ORDER BY i.code
      """;

  private static final String UNIQUE_INDEX =
      """
      SELECT indexname FROM pg_indexes
      WHERE tablename = 'invite_uses' AND schemaname = 'public'
      AND indexname = 'idx_invite_uses_unique_per_user'
      """;

  @ParameterizedTest
  @EnumSource(OldShape.class)
  void usesLimitsAndCodesOfAfterTheAdoptionAreInTheOldTables(OldShape shape) throws IOException {
    OldApplication old = AdoptionTest.filled(shape);
    old.adopt(_ -> {});
    assertThat(old.redeem("HOT", 8)).isTrue();
    old.ledger().update("insert into invites (code, max_uses) values ('LATER', 2)");
    useInAdmitOne(old, "LATER", 9);
    old.ledger().update("update invites set max_uses = 3 where code = 'SUMMER24'");
    old.ledger().update("delete from invite_uses where used_by = ?", OldApplication.user(4));

    old.rollBack();

    assertThat(counted(old))
        .containsExactly("HOT 4 null 4", "LATER 1 2 1", "Summer 24 1 3 1", "UNUSED 0 1 0");
    assertThat(old.sql().queryForList(UNIQUE_INDEX)).isEmpty();
    assertThat(old.redeem("Summer 24", 10)).isTrue();
    assertThat(old.redeem("LATER", 10)).isTrue();
    assertThat(old.redeem("LATER", 11)).isFalse();
  }

  @Test
  void aCodeThatWasRevokedSinceGrantsNothing() throws IOException {
    OldApplication old = AdoptionTest.filled(OldShape.NUMBERS_AND_UUID_USERS);
    old.adopt(_ -> {});
    old.ledger().update("update invites set revoked_at = now() where code = 'HOT'");

    old.rollBack();

    assertThat(old.redeem("HOT", 10)).isFalse();
  }

  @Test
  void anAdoptionThatHasNotSwitchedLeavesTheOldTablesAsTheyWere() throws IOException {
    OldApplication old = AdoptionTest.filled(OldShape.NUMBERS_AND_UUID_USERS);
    List<String> before = counted(old);
    try {
      old.adopt(
          line -> {
            throw new IllegalStateException(line);
          });
    } catch (IllegalStateException e) {
      assertThat(e).hasMessageStartingWith("Prepared");
    }

    old.rollBack();

    assertThat(counted(old)).isEqualTo(before);
    assertThat(old.redeem("Summer 24", 8)).isTrue();
    assertThat(
            old.sql()
                .queryForList("select tgname from pg_trigger where tgname = 'admit_one_adoption'"))
        .isEmpty();
  }

  /** A use as the processor makes it. */
  private static void useInAdmitOne(OldApplication old, String code, int user) {
    old.ledger()
        .update(
            "insert into invite_uses (invite_id, used_by) select id, ? from invites where code = ?",
            OldApplication.user(user),
            code);
  }

  private static List<String> counted(OldApplication old) {
    return old.sql()
        .query(
            COUNTED,
            (row, _) -> {
              @Nullable Object max = row.getObject("max_uses");
              return "%s %d %s %d"
                  .formatted(
                      row.getString("code"),
                      row.getInt("current_uses"),
                      max,
                      row.getLong("actual_uses"));
            });
  }
}
