package dev.admitone.processor.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/** What the tables of the ledger's places let happen, whichever client asks. */
@Tag("services")
class LedgerPlacesMigrationTest {

  private static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final String PLACES =
      """
      select partition || ': ' || next_offset || ' after ' || coalesce(last_offset::text, '-')
      from ledger_places order by partition
      """;

  private final JdbcTemplate owner = DATABASE.sql();
  private final JdbcTemplate processor = DATABASE.sqlOfTheProcessor();

  @BeforeEach
  void twoPlaces() {
    owner.update("update ledger_places set reason = null");
    owner.update("delete from ledger_places");
    owner.update(
        """
        insert into ledger_places (partition, topic_id, next_offset, last_offset, last_appended_at)
        values (0, 'topic', 10, 9, '2025-01-01T00:00:00Z'), (1, 'topic', 0, null, null)
        """);
  }

  @Test
  void aLedgerHasOneId() {
    assertThat(owner.queryForList("select id from ledger")).hasSize(1);
    assertThatThrownBy(() -> owner.update("insert into ledger default values"))
        .hasMessageContaining("ledger_pkey");
    assertThatThrownBy(() -> owner.update("insert into ledger (only_row) values (false)"))
        .hasMessageContaining("ledger_one_row");
  }

  @Test
  void placesMoveTogetherFromWhereTheyAreKnownToBe() {
    move("'{10,0}'", "'{20,13}'", "'topic'", "pg_postmaster_start_time()");
    assertThat(places()).containsExactly("0: 20 after 9", "1: 13 after 12");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'{11,0}' | 'topic' | pg_postmaster_start_time()",
        "'{10,1}' | 'topic' | pg_postmaster_start_time()",
        "'{10,0}' | 'other' | pg_postmaster_start_time()",
        "'{10,0}' | 'topic' | pg_postmaster_start_time() - interval '1 microsecond'",
        "'{10,0}' | 'topic' | null"
      })
  void placesThatAreElsewhereThanKnownStay(String known) {
    String[] parts = known.split(" \\| ", -1);
    assertThatThrownBy(() -> move(parts[0], "'{20,13}'", parts[1], parts[2]))
        .rootCause()
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("AO001"));
    assertThat(places()).containsExactly("0: 10 after 9", "1: 0 after -");
  }

  @Test
  void placesStayWhileThereIsAReason() {
    owner.update("update ledger_places set reason = 'behind the log' where partition = 1");
    assertThatThrownBy(() -> move("'{10,0}'", "'{20,13}'", "'topic'", "pg_postmaster_start_time()"))
        .rootCause()
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("AO001"));
    assertThat(places()).containsExactly("0: 10 after 9", "1: 0 after -");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update invites set max_uses = 9 where code = 'APART'",
        "update invites set max_uses = 9, changed_at = now() where code = 'APART'",
        "insert into invites (code) values ('APART-2')"
      })
  void invitesAreNotChangedBySqlWhileThereIsAReason(String change) {
    owner.update("insert into invites (code) values ('APART') on conflict do nothing");
    owner.update("update ledger_places set reason = 'the ledger is behind the log'");
    assertThatThrownBy(() -> owner.update(change))
        .hasMessageContaining("cannot be changed by SQL now: the ledger is behind the log")
        .hasMessageContaining("./admit heal");
    owner.update("update ledger_places set reason = null");
    assertThat(owner.update(change.replace("APART-2", "AFTER-" + change.hashCode()))).isEqualTo(1);
  }

  @Test
  void theProcessorsOwnWritesAreLetThroughWhileThereIsAReason() {
    owner.update("insert into invites (code, version) values ('HEALED', 1)");
    owner.update("update ledger_places set reason = 'the ledger is behind the log'");
    assertThat(
            processor.update(
                "update invites set max_uses = 9, version = version + 1 where code = 'HEALED'"))
        .isEqualTo(1);
    assertThat(processor.update("insert into invites (code, version) values ('MADE-AGAIN', 7)"))
        .isEqualTo(1);
  }

  @Test
  void eachColumnSaysWhatItIs() {
    List<Map<String, @Nullable Object>> silent =
        owner.queryForList(
            """
            select attrelid::regclass || '.' || attname as "column"
            from pg_attribute
            where attrelid in ('ledger'::regclass, 'ledger_places'::regclass) and attnum > 0
              and col_description(attrelid, attnum) is null
            """);
    assertThat(silent).isEmpty();
  }

  /** Partitions 0 and 1, from where the test says that they are. */
  private void move(String known, String next, String topic, String startedAt) {
    processor.query(
        """
        select move_ledger_places(
            '{0,1}', %s, %s, '{null,12}', '{null,2026-01-01T00:00:00Z}', %s, %s)
        """
            .formatted(known, next, topic, startedAt),
        (RowCallbackHandler) _ -> {});
  }

  private List<@Nullable String> places() {
    return owner.queryForList(PLACES, String.class);
  }
}
