package dev.admitone.processor.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Columns that the older application alone knows, through the views. */
@Tag("services")
class OwnColumnsTest {

  @ParameterizedTest
  @EnumSource(OldShape.class)
  void columnsOfItsOwnAreReadAndWrittenAsBefore(OldShape shape) {
    OldApplication old = AdoptionTest.filled(shape);
    old.sql().update("update invites set note = 'for friends' where code = 'HOT'");
    old.adopt(_ -> {});

    assertThat(
            old.sql().queryForObject("select note from invites where code = 'HOT'", String.class))
        .isEqualTo("for friends");
    assertThat(old.sql().queryForList("select distinct ip from invite_uses", String.class))
        .containsExactly("192.0.2.7");
    old.sql().update("update invites set note = 'for all', max_uses = 9 where code = 'HOT'");
    assertThat(
            old.sql().queryForObject("select note from invites where code = 'HOT'", String.class))
        .isEqualTo("for all");
    assertThat(
            old.ledger()
                .queryForObject("select max_uses from invites where code = 'HOT'", Long.class))
        .isEqualTo(9L);
  }

  /** As the processor makes it: its request's id names it. */
  @ParameterizedTest
  @EnumSource(
      value = OldShape.class,
      names = {"NUMBERS_AND_UUID_USERS", "UUIDS_AND_TEXT_USERS"})
  void aUseIsChangedInItsPlace(OldShape shape) {
    OldApplication old = AdoptionTest.filled(shape);
    old.adopt(_ -> {});
    UUID request = UUID.randomUUID();
    old.ledger()
        .update(
            "insert into invite_uses (id, invite_id, used_by)"
                + " select ?, id, ? from invites where code = 'SUMMER24'",
            request,
            OldApplication.user(8));
    old.ledger()
        .execute(
            """
            begin;
            set local session_replication_role = replica;
            update invite_uses set by_sql = null where id = '%s';
            commit;
            """
                .formatted(request));
    String ofUser = " where used_by = '%s'".formatted(OldApplication.user(8));

    assertThat(old.sql().update("update invite_uses set ip = '192.0.2.8'" + ofUser)).isOne();
    old.sql().update("update invite_uses set ip = '192.0.2.9' where ip = '192.0.2.7'");
    old.sql().update("update invite_uses set used_at = '2025-03-01 12:00Z'" + ofUser);

    assertThat(
            old.sql().queryForList("select distinct ip from invite_uses order by 1", String.class))
        .containsExactly("192.0.2.8", "192.0.2.9");
    assertThat(
            old.ledger()
                .queryForList(
                    "select id from invite_uses where by_sql is null"
                        + " and used_at = '2025-03-01 12:00Z'",
                    UUID.class))
        .containsExactly(request);
    assertThat(old.counts()).contains("HOT 4 4", "SUMMER24 2 2");
  }

  @Test
  void thoseOfAnInviteThatAdmitOneMadeAreKeptOnceTheyAreWritten() {
    OldApplication old = AdoptionTest.filled(OldShape.NUMBERS_AND_UUID_USERS);
    old.adopt(_ -> {});
    old.ledger().update("insert into invites (code, max_uses) values ('LATER', 1)");

    old.sql().update("update invites set note = 'ours' where code = 'LATER'");

    assertThat(
            old.sql().queryForList("select note from invites where code = 'LATER'", String.class))
        .containsExactly("ours");
  }
}
