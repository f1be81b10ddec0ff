package dev.admitone.processor.adoption;

import static dev.admitone.testsupport.Await.patiently;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;

/** The function that an adoption makes, in the place of the older application's. */
@Tag("services")
class UseFunctionTest {

  private static final String WAITS =
      "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
          + " and datname = current_database()";

  @ParameterizedTest
  @EnumSource(OldShape.class)
  void findsACodeUnderEachSpellingAndKeepsLimitAndUsers(OldShape shape) {
    OldApplication old = AdoptionTest.filled(shape);
    old.invite("KTEST1", 3);
    old.invite("ktest1", 3);
    replaceFunction(old);
    old.ledger().update("insert into invite_old_codes values ('HEAT', 'HOT')");
    old.ledger().update("insert into invites (code, max_uses) values ('LATER', 1)");

    assertThat(old.redeem("Summer 24", 8)).isTrue();
    assertThat(old.redeem("SUMMER24", 9)).as("over the limit").isFalse();
    old.ledger().update("update invites set max_uses = 4 where code = 'SUMMER24'");
    assertThat(old.redeem("SUMMER24", 9)).as("the canonical code").isTrue();
    assertThat(old.redeem("summer 24", 10)).as("what a gateway makes of it").isTrue();
    assertThat(old.redeem("HEAT", 8)).as("a spelling that an operator added").isTrue();
    assertThat(old.redeem("later", 8)).isTrue();
    assertThat(old.redeem("ktest1", 8)).as("held back").isFalse();
    assertThat(old.redeem("NONE", 8)).isFalse();
    assertThatExceptionOfType(DataIntegrityViolationException.class)
        .isThrownBy(() -> old.redeem("HOT", 8))
        .withMessageContaining("idx_invite_uses_unique_per_user");
    assertThat(old.counts()).containsExactly("HOT 5 5", "LATER 1 1", "SUMMER24 4 4", "UNUSED 0 0");
  }

  @Test
  void waitsForItsLock() throws Exception {
    OldApplication old = AdoptionTest.filled(OldShape.NUMBERS_AND_UUID_USERS);
    replaceFunction(old);
    try (Connection holder = old.connect()) {
      holder.setAutoCommit(false);
      try (var lock = holder.prepareStatement("select from invites for update")) {
        lock.execute();
      }
      CompletableFuture<Boolean> call = CompletableFuture.supplyAsync(() -> old.redeem("HOT", 8));
      patiently().until(() -> Integer.valueOf(1).equals(waiting(old)));
      holder.rollback();

      assertThat(call.get(60, SECONDS)).isTrue();
    }
    assertThat(
            old.ledger()
                .queryForObject(
                    "select proconfig::text from pg_proc"
                        + " where oid = 'admit_one.use_invite_code'::regproc",
                    String.class))
        .contains("lock_timeout=2s");
  }

  @Test
  void rolesThatMayInsertOldUsesMayCallIt() {
    OldApplication old = AdoptionTest.filled(OldShape.NUMBERS_AND_UUID_USERS);
    old.sql().execute("grant insert on invite_uses to admit_one_reader");
    old.adopt(_ -> {});

    assertThat(
            old.ledger()
                .queryForList(
                    "select r || ' ' || has_schema_privilege(r, 'admit_one', 'usage') || ' '"
                        + " || has_function_privilege(r, 'use_invite_code(text, uuid)', 'execute')"
                        + " from (values ('admit_one_reader'), ('admit_one_console')) v (r)",
                    String.class))
        .containsExactly("admit_one_reader true true", "admit_one_console false false");
  }

  @Test
  void theWayBackAsksForTheOldFunctionFirst() throws IOException {
    OldApplication old = AdoptionTest.filled(OldShape.UUIDS_AND_UUID_USERS);
    String own = definition(old);
    replaceFunction(old);

    assertThatExceptionOfType(DataAccessException.class)
        .isThrownBy(old::rollBack)
        .withMessageContaining("Put the function back");
    old.sql().execute(own);
    old.rollBack();

    assertThat(old.redeem("HOT", 8)).isTrue();
    assertThat(old.ledger().queryForObject("select to_regproc('use_invite_code')", String.class))
        .isNull();
  }

  @Test
  void onceItIsCalledARunNoLongerTellsOfIt() {
    OldApplication old = AdoptionTest.filled(OldShape.UUIDS_AND_TEXT_USERS);
    replaceFunction(old);
    List<String> lines = new ArrayList<>();

    old.adopt(lines::add);

    assertThat(lines).noneMatch(line -> line.contains("use_invite_code"));
  }

  private static @Nullable Integer waiting(OldApplication old) {
    return old.sql().queryForObject(WAITS, Integer.class);
  }

  /** Does what the command says. */
  private static void replaceFunction(OldApplication old) {
    List<String> lines = new ArrayList<>();
    old.adopt(lines::add);
    String advice = lines.getLast();
    assertThat(advice).contains("admit_one.use_invite_code waits for its lock");
    old.sql().execute(advice.substring(advice.indexOf('\n')));
  }

  private static String definition(OldApplication old) {
    return String.valueOf(
        old.sql()
            .queryForObject("select pg_get_functiondef('use_invite_code'::regproc)", String.class));
  }
}
