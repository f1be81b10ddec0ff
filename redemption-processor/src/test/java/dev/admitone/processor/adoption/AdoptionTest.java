package dev.admitone.processor.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.admitone.processor.adoption.inspection.FindingKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataIntegrityViolationException;

/** Tables of each shape, with what races and people left in them. */
@Tag("services")
class AdoptionTest {

  private static final List<String> ADOPTED = List.of("HOT 4 4", "SUMMER24 1 1", "UNUSED 0 0");

  @ParameterizedTest
  @EnumSource(OldShape.class)
  void usesAreAdoptedOnceForEachUserAndCounted(OldShape shape) {
    OldApplication old = filled(shape);

    old.adopt(_ -> {});

    assertThat(old.counts()).isEqualTo(ADOPTED);
    assertThat(
            old.ledger()
                .queryForList(
                    "select used_at::date::text from invite_uses where used_by = ?",
                    String.class,
                    OldApplication.user(1)))
        .containsExactly("2025-01-01");
    assertThat(old.ledger().queryForList("select used_by from adopted_duplicates", String.class))
        .containsExactly(OldApplication.user(1));
  }

  @ParameterizedTest
  @EnumSource(OldShape.class)
  void theOldFunctionWorksOnTheViewsUnderTheOldSpellingsAndBothSeeEachOther(OldShape shape) {
    OldApplication old = filled(shape);
    old.adopt(_ -> {});

    assertThat(old.redeem("Summer 24", 8)).isTrue();
    assertThat(old.redeem("Summer 24", 8)).isFalse();
    assertThat(old.redeem("Summer 24", 9)).as("over the limit").isFalse();
    assertThat(old.redeem("HOT", 1)).as("used before the adoption").isFalse();

    assertThat(old.counts()).contains("SUMMER24 2 2");
    assertThat(
            old.sql()
                .queryForObject(
                    "select current_uses from invites where code = 'Summer 24'", Integer.class))
        .isEqualTo(2);
    assertThat(
            old.ledger()
                .queryForObject(
                    "select code from invite_old_codes where old = 'Summer 24'", String.class))
        .isEqualTo("SUMMER24");
  }

  @ParameterizedTest
  @EnumSource(OldShape.class)
  void theOldApplicationCreatesInvitesAndReadsThoseOfAdmitOne(OldShape shape) {
    OldApplication old = filled(shape);
    old.adopt(_ -> {});

    old.invite("new one", 1);
    old.ledger().update("insert into invites (code, max_uses) values ('FROM-ADMIT-ONE', 1)");

    assertThat(old.redeem("new one", 8)).isTrue();
    assertThat(old.redeem("FROM-ADMIT-ONE", 8)).isTrue();
    assertThat(old.redeem("FROM-ADMIT-ONE", 9)).isFalse();
    assertThat(old.counts()).contains("NEWONE 1 1", "FROM-ADMIT-ONE 1 1");
    assertThat(
            old.sql()
                .queryForObject("select note from invites where code = 'new one'", String.class))
        .isEqualTo("none");
  }

  @Test
  void tablesOfAnotherSchemaAreAdopted() {
    OldApplication old = OldApplication.migrated(OldShape.UUIDS_AND_TEXT_USERS, "shop");
    old.invite("CODE", 2);
    old.use("CODE", 1, "2025-01-01");

    old.adopt(_ -> {});

    assertThat(old.counts()).containsExactly("CODE 1 1");
    assertThat(old.redeem("CODE", 2)).isTrue();
  }

  @Test
  void eachAdoptedCodeIsNotedForTheInvitesTopicAndNoUseCountsAsAChangeBySql() {
    OldApplication old = filled(OldShape.NUMBERS_AND_UUID_USERS);

    old.adopt(_ -> {});

    assertThat(
            old.ledger().queryForList("select code from invite_refreshes order by 1", String.class))
        .containsExactly("HOT", "SUMMER24", "UNUSED");
    assertThat(old.ledger().queryForObject("select count(*) from invite_sql_changes", Long.class))
        .isZero();
    assertThat(
            old.ledger()
                .queryForObject("select adopted_at is not null from adoption", Boolean.class))
        .isTrue();
  }

  @Test
  void aCodeThatIsNotActiveIsRevokedAndOneWithoutAnEndHasNone() {
    OldApplication old = filled(OldShape.UUIDS_AND_TEXT_USERS);
    old.sql().update("update invites set is_active = false where code = 'UNUSED'");
    old.sql().update("update invites set expires_at = 'infinity' where code = 'HOT'");

    old.adopt(_ -> {});

    assertThat(
            old.ledger()
                .queryForList(
                    "select code from invites where revoked_at is not null", String.class))
        .containsExactly("UNUSED");
    assertThat(
            old.ledger()
                .queryForObject(
                    "select count(*) from invites where expires_at is not null", Long.class))
        .isZero();
  }

  @Test
  void aCodeThatEitherSideRevokesIsRevokedOnBoth() {
    OldApplication old = filled(OldShape.NUMBERS_AND_UUID_USERS);
    old.adopt(_ -> {});

    old.sql().update("update invites set is_active = false where code = 'HOT'");
    old.ledger().update("update invites set revoked_at = now() where code = 'UNUSED'");

    assertThat(
            old.ledger()
                .queryForList(
                    "select code from invites where revoked_at is not null order by code",
                    String.class))
        .containsExactly("HOT", "UNUSED");
    assertThat(old.redeem("UNUSED", 8)).isFalse();
    old.sql().update("update invites set is_active = true where code = 'HOT'");
    assertThat(old.redeem("HOT", 8)).isTrue();
    assertThat(
            old.ledger()
                .queryForList(
                    "select code from invites where revoked_at is not null", String.class))
        .containsExactly("UNUSED");
  }

  @Test
  void aRevokedCodeHasNothingLeftWhereTheOldTableCannotSayRevoked() {
    OldApplication old = OldApplication.migrated(OldShape.UUIDS_AND_TEXT_USERS);
    old.sql().execute("alter table invites drop column is_active");
    old.invite("CODE", 5);
    old.adopt(_ -> {});

    old.ledger().update("update invites set revoked_at = now()");

    assertThat(old.sql().queryForObject("select max_uses from invites", Integer.class)).isZero();
    assertThat(old.ledger().queryForObject("select max_uses from invites", Long.class))
        .isEqualTo(5L);
  }

  @Test
  void aUsersSecondUseThroughTheViewMeetsTheUniqueIndex() {
    OldApplication old = filled(OldShape.NUMBERS_AND_UUID_USERS);
    old.adopt(_ -> {});

    assertThatExceptionOfType(DataIntegrityViolationException.class)
        .isThrownBy(() -> old.use("HOT", 2, "2025-03-01"))
        .withMessageContaining("idx_invite_uses_unique_per_user");
  }

  @Test
  void anotherRunAfterTheEndChangesNothing() {
    OldApplication old = filled(OldShape.UUIDS_AND_TEXT_USERS);
    old.adopt(_ -> {});
    List<String> lines = new ArrayList<>();

    old.adopt(lines::add);

    assertThat(lines).startsWith("0 codes that were held back are adopted.");
    assertThat(old.report().of(FindingKind.DEPENDENT_VIEW).count()).as("views of others").isZero();
    assertThat(old.counts()).isEqualTo(ADOPTED);
  }

  /** A duplicate, a count that drifted, a spelling, and a use whose invite is gone. */
  static OldApplication filled(OldShape shape) {
    OldApplication old = OldApplication.migrated(shape);
    old.invite("HOT", null);
    old.invite("Summer 24", 2);
    old.invite("UNUSED", 1);
    old.invite("GONE", 1);
    old.use("HOT", 1, "2025-01-02");
    old.use("HOT", 1, "2025-01-01");
    for (int user = 2; user <= 4; user++) {
      old.use("HOT", user, "2025-01-03");
    }
    old.use("Summer 24", 7, "2025-01-04");
    old.use("GONE", 5, "2025-01-05");
    old.sql().update("delete from invites where code = 'GONE'");
    return old;
  }
}
