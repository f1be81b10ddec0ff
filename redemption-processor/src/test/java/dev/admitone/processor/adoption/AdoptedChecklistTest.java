package dev.admitone.processor.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The queries of the field's own checklist, word for word but for its placeholders, on adopted
 * tables of each shape.
 */
@Tag("services")
class AdoptedChecklistTest {

  private static final String DUPLICATES =
      """
      SELECT invite_id, used_by, COUNT(*)
      FROM invite_uses
      GROUP BY invite_id, used_by
      HAVING COUNT(*) > 1;
      """;

  private static final String CLEAN_UP =
      """
      -- Keep only the earliest usage per user per invite
      DELETE FROM invite_uses
      WHERE id NOT IN (
        SELECT MIN(id)
        FROM invite_uses
        GROUP BY invite_id, used_by
      );
      """;

  private static final String UNIQUE_INDEX =
      """
      SELECT indexname, indexdef
      FROM pg_indexes
      WHERE tablename = 'invite_uses'
      AND indexname = 'idx_invite_uses_unique_per_user';
      """;

  private static final String FUNCTION =
      """
      SELECT proname, prosrc
      FROM pg_proc
      WHERE proname = 'use_invite_code';
      """;

  private static final String USES_BY_HOUR =
      """
      SELECT
        DATE_TRUNC('hour', used_at) as hour,
        COUNT(*) as usage_count,
        COUNT(DISTINCT used_by) as unique_users
      FROM invite_uses
      WHERE used_at >= NOW() - INTERVAL '24 hours'
      GROUP BY hour
      ORDER BY hour DESC;
      """;

  private static final String CONFLICTS =
      """
      SELECT * FROM pg_stat_database
      WHERE datname = 'your_database_name';
      """;

  private static final String OF_A_USER =
      """
      SELECT * FROM invite_uses WHERE used_by = 'user-id';
      """;

  private static final String COUNTED =
      """
      SELECT
        i.code,
        i.current_uses,
        i.max_uses,
        COUNT(iu.id) as actual_uses
      FROM invites i
      LEFT JOIN invite_uses iu ON iu.invite_id = i.id
      WHERE i.code = 'PROBLEMATIC_CODE'
      GROUP BY i.id;
      """;

  private static final String PUT_RIGHT =
      """
      UPDATE invites
      SET current_uses = (
        SELECT COUNT(*) FROM invite_uses WHERE invite_id = 'invite-id'
      )
      WHERE id = 'invite-id';
      """;

  private static final String ROLL_BACK =
      """
      -- Remove unique constraint
      DROP INDEX IF EXISTS idx_invite_uses_unique_per_user;
      DROP INDEX IF EXISTS idx_invite_uses_lookup;
      """;

  private static final String UNIQUE_INDEX_IS_GONE =
      """
      SELECT indexname FROM pg_indexes
      WHERE tablename = 'invite_uses'
      AND indexname = 'idx_invite_uses_unique_per_user';
      """;

  /** In Admit One's schema: a view has no primary key, which GROUP BY i.id needs. */
  @ParameterizedTest
  @EnumSource(OldShape.class)
  void eachGivesWhatTheChecklistExpects(OldShape shape) {
    OldApplication old = AdoptionTest.filled(shape);
    old.adopt(_ -> {});
    assertThat(old.redeem("HOT", 8)).isTrue();

    assertThat(old.ledger().queryForList(DUPLICATES)).isEmpty();
    assertThat(old.ledger().update(CLEAN_UP)).isZero();
    assertThat(old.ledger().queryForList(UNIQUE_INDEX)).hasSize(1);
    assertThat(old.ledger().queryForList(FUNCTION)).as("the old one, and ours").hasSize(2);
    assertThat(old.ledger().queryForList(USES_BY_HOUR))
        .singleElement()
        .satisfies(
            hour ->
                assertThat(hour)
                    .containsEntry("usage_count", 1L)
                    .containsEntry("unique_users", 1L));
    assertThat(old.ledger().queryForList(CONFLICTS)).isEmpty();
    assertThat(old.ledger().queryForList(OF_A_USER.replace("user-id", OldApplication.user(8))))
        .hasSize(1);
    assertThat(counted(old)).containsEntry("current_uses", 5L).containsEntry("actual_uses", 5L);
    assertThat(old.ledger().queryForList(UNIQUE_INDEX_IS_GONE)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(OldShape.class)
  void aWrongCountIsPutRight(OldShape shape) {
    OldApplication old = withWrongCount(shape);
    String id = idOfHot(old.ledger());

    assertThat(old.ledger().update(PUT_RIGHT.replace("invite-id", id))).isEqualTo(1);

    assertThat(counted(old)).containsEntry("current_uses", 4L).containsEntry("actual_uses", 4L);
  }

  @ParameterizedTest
  @EnumSource(OldShape.class)
  void aWrongCountIsPutRightThroughTheViews(OldShape shape) {
    OldApplication old = withWrongCount(shape);
    String id = idOfHot(old.sql());

    assertThat(old.sql().update(PUT_RIGHT.replace("invite-id", id))).isEqualTo(1);

    assertThat(counted(old)).containsEntry("current_uses", 4L).containsEntry("actual_uses", 4L);
  }

  /** What adopt.md says of each. */
  @ParameterizedTest
  @EnumSource(OldShape.class)
  void theViewsGiveTheSameButForKeysAndIndexes(OldShape shape) {
    OldApplication old = AdoptionTest.filled(shape);
    old.adopt(_ -> {});
    assertThat(old.redeem("HOT", 8)).isTrue();

    assertThat(old.sql().queryForList(DUPLICATES)).isEmpty();
    assertThat(old.sql().queryForList(USES_BY_HOUR)).hasSize(1);
    assertThat(old.sql().queryForList(OF_A_USER.replace("user-id", OldApplication.user(8))))
        .hasSize(1);
    if (shape.idType.equals("uuid")) {
      assertThatExceptionOfType(DataAccessException.class)
          .isThrownBy(() -> old.sql().update(CLEAN_UP))
          .havingRootCause()
          .withMessageContaining("min(uuid)");
    } else {
      assertThat(old.sql().update(CLEAN_UP)).isZero();
    }
    assertThatExceptionOfType(DataAccessException.class)
        .isThrownBy(() -> old.sql().queryForList(COUNTED))
        .havingRootCause()
        .withMessageContaining("must appear in the GROUP BY clause");
    old.sql().execute(ROLL_BACK);
    assertThat(old.ledger().queryForList(UNIQUE_INDEX)).as("Admit One's own").hasSize(1);
    assertThat(old.counts()).contains("HOT 5 5");
  }

  private static OldApplication withWrongCount(OldShape shape) {
    OldApplication old = AdoptionTest.filled(shape);
    old.adopt(_ -> {});
    old.ledger()
        .execute(
            """
            begin;
            set local session_replication_role = replica;
            update invites set current_uses = 1 where code = 'HOT';
            commit;
            """);
    return old;
  }

  private static String idOfHot(JdbcTemplate sql) {
    return String.valueOf(
        sql.queryForObject("select id::text from invites where code = 'HOT'", String.class));
  }

  private static Map<String, @Nullable Object> counted(OldApplication old) {
    List<Map<String, @Nullable Object>> rows =
        old.ledger().queryForList(COUNTED.replace("PROBLEMATIC_CODE", "HOT"));
    return rows.getFirst();
  }
}
