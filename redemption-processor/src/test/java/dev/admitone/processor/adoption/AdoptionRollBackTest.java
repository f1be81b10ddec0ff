package dev.admitone.processor.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** The checklist's query, word for word. */
  private static final String UNIQUE_INDEX =
      """
      SELECT indexname FROM pg_indexes
      WHERE tablename = 'invite_uses'
      AND indexname = 'idx_invite_uses_unique_per_user';
      """;

  @ParameterizedTest
  @EnumSource(OldShape.class)
  void usesLimitsAndCodesOfAfterTheAdoptionAreInTheOldTables(OldShape shape) throws IOException {
    OldApplication old = AdoptionTest.filled(shape);
    old.adopt(_ -> {});
    assertThat(old.redeem("HOT", 8)).isTrue();
    old.ledger().update("insert into invites (code, max_uses) values ('LATER', 2)");
    useInAdmitOne(old, "LATER", OldApplication.user(9));
    old.ledger().update("update invites set max_uses = 3 where code = 'SUMMER24'");
    old.ledger().update("delete from invite_uses where used_by = ?", OldApplication.user(4));

    old.rollBack();

    assertThat(counted(old))
        .containsExactly("HOT 4 null 4", "LATER 1 2 1", "Summer 24 1 3 1", "UNUSED 0 1 0");
    assertThat(old.sql().queryForList(UNIQUE_INDEX)).as("of Admit One's schema").hasSize(1);
    old.ledger().execute("drop schema admit_one cascade");
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

  @ParameterizedTest
  @ValueSource(strings = {"bigint", "integer", "varchar(4)"})
  void usesByUsersThatTheOldColumnCannotHoldAreNamedAndInNoCount(String userType)
      throws IOException {
    OldApplication old = OldApplication.migrated(OldShape.ALWAYS_NUMBERS_AND_TEXT_USERS);
    old.sql()
        .execute(
            "alter table invite_uses alter used_by type %1$s using used_by::%1$s"
                .formatted(userType));
    old.invite("HOT", 9);
    old.invite("GONE", 9);
    old.sql()
        .update(
            "insert into invite_uses (invite_id, used_by)"
                + " select id, '7' from invites where code = 'HOT'");
    old.adopt(_ -> {});
    for (String user : List.of("7000", "anna-lena", "bernhard")) {
      useInAdmitOne(old, "HOT", user);
    }
    useInAdmitOne(old, "GONE", "anna-lena");
    assertThat(old.sql().queryForList("select used_by::text from invite_uses", String.class))
        .contains("7", "7000");

    old.rollBack();

    assertThat(counted(old)).containsExactly("GONE 0 9 0", "HOT 2 9 2");
    assertThat(
            old.sql()
                .queryForList(
                    "select code || ' ' || used_by from invite_uses_left_out order by 1",
                    String.class))
        .containsExactly("GONE anna-lena", "HOT anna-lena", "HOT bernhard");
  }

  @ParameterizedTest
  @EnumSource(
      value = OldShape.class,
      names = {"NUMBERS_AND_UUID_USERS", "UUIDS_AND_UUID_USERS"})
  void aUserInAnotherSpellingOfAUuidIsAnotherOne(OldShape shape) throws IOException {
    OldApplication old = AdoptionTest.filled(shape);
    old.adopt(_ -> {});
    String user = "A0000000-0000-4000-8000-00000000000A";
    useInAdmitOne(old, "UNUSED", user.toLowerCase(Locale.ROOT));
    useInAdmitOne(old, "SUMMER24", user);
    old.ledger().update("update invites set revoked_at = now() where code = 'SUMMER24'");

    old.rollBack();

    assertThat(counted(old)).contains("UNUSED 1 1 1", "Summer 24 1 2 1");
    assertThat(old.sql().queryForList("select used_by from invite_uses_left_out", String.class))
        .containsExactly(user);
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

  /** The view shows it so, too, since an application may not expect a null. */
  @Test
  void aLimitThatTheOldColumnCannotHoldIsTheLargestThatItCan() throws IOException {
    OldApplication old = OldApplication.migrated(OldShape.SERIAL_AND_VARCHAR_USERS);
    old.sql()
        .execute(
            """
            alter table invites alter column max_uses set not null;
            alter table invite_uses add constraint of_invite foreign key (invite_id)
              references invites deferrable initially deferred;
            """);
    old.invite("CODE", 2);
    old.adopt(_ -> {});
    old.ledger().update("insert into invites (code) values ('ENDLESS')");
    old.ledger().update("insert into invites (code, max_uses) values ('LARGE', 5000000000)");
    useInAdmitOne(old, "ENDLESS", "ann");
    assertThat(old.redeem("ENDLESS", 1)).isTrue();
    assertThat(
            old.ledger()
                .queryForList("select code from invites where max_uses is null", String.class))
        .containsExactly("ENDLESS");

    old.rollBack();

    assertThat(counted(old))
        .containsExactly("CODE 0 2 0", "ENDLESS 2 2147483647 2", "LARGE 0 2147483647 0");
  }

  /** A use as the processor makes it. */
  private static void useInAdmitOne(OldApplication old, String code, String user) {
    old.ledger()
        .update(
            "insert into invite_uses (invite_id, used_by) select id, ? from invites where code = ?",
            user,
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
