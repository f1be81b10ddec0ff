package dev.admitone.processor.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.processor.adoption.inspection.FindingKind;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tables with generated columns, columns that need a value, check constraints and a trigger. */
@Tag("services")
class OldRulesTest {

  private static final String RULES =
      """
      select coalesce(string_agg(rule, ', ' order by rule), 'none')
      from (
        select conname as rule from pg_constraint
        where conrelid = 'invites'::regclass and contype = 'c'
        union
        select attname from pg_attribute
        where attrelid in ('invites'::regclass, 'invite_uses'::regclass) and attnotnull
          and attname in ('owner', 'source')) r
      """;

  private final OldApplication old = AdoptionTest.filled(OldShape.UNDER_RULES);

  @Test
  void aDryRunNamesTriggersAndRules() {
    assertThat(old.report().of(FindingKind.TRIGGER).which())
        .containsExactly("tell_of_use on \"public\".\"invite_uses\"");
    assertThat(old.report().of(FindingKind.RULE).which())
        .hasSize(3)
        .anyMatch(line -> line.contains("\"owner\""))
        .anyMatch(line -> line.contains("\"source\""))
        .anyMatch(line -> line.contains("current_uses <= max_uses"));
  }

  @Test
  void generatedColumnsAreComputedFromWhatTheViewsShow() {
    old.adopt(_ -> {});

    assertThat(old.redeem("Summer 24", 8)).isTrue();
    old.invite("new one", 3);
    old.sql().update("update invites set note = 'ours', max_uses = 9 where code = 'UNUSED'");

    assertThat(remaining("Summer 24")).isZero();
    assertThat(remaining("new one")).isEqualTo(3);
    assertThat(remaining("UNUSED")).isEqualTo(9);
    assertThat(
            old.sql()
                .queryForObject(
                    "select count(*) from invite_uses"
                        + " where day = (used_at at time zone 'UTC')::date",
                    Long.class))
        .isEqualTo(6);
  }

  @Test
  void triggersFireAgainAfterTheWayBackAndNotBefore() throws IOException {
    int before = events();
    old.adopt(_ -> {});
    assertThat(old.redeem("Summer 24", 8)).isTrue();
    old.ledger().update("insert into invites (code, max_uses) values ('LATER', 2)");
    assertThat(old.redeem("LATER", 8)).isTrue();

    old.rollBack();

    assertThat(events()).isEqualTo(before);
    assertThat(old.redeem("HOT", 9)).isTrue();
    assertThat(events()).isEqualTo(before + 1);
  }

  @Test
  void rulesThatNoRowBreaksAreKeptOnTheWayBack() throws IOException {
    old.adopt(_ -> {});
    assertThat(old.redeem("Summer 24", 8)).isTrue();

    old.rollBack();

    assertThat(rules()).isEqualTo("owner, source, within_the_limit");
  }

  @Test
  void rulesThatLaterRowsBreakAreLeftOutOnTheWayBack() throws IOException {
    old.adopt(_ -> {});
    old.ledger().update("insert into invites (code) values ('LATER')");
    old.ledger()
        .update(
            "insert into invite_uses (invite_id, used_by)"
                + " select id, 'ann' from invites where code = 'LATER'");
    old.ledger().update("update invites set max_uses = 1 where code = 'HOT'");

    old.rollBack();

    assertThat(rules()).isEqualTo("none");
    assertThat(old.redeem("LATER", 9)).isTrue();
    assertThat(old.redeem("HOT", 9)).isFalse();
  }

  @Test
  void aRuleThatOneTableBreaksTakesNoOtherAway() throws IOException {
    old.adopt(_ -> {});
    old.ledger().update("insert into invites (code) values ('LATER')");

    old.rollBack();

    assertThat(rules()).isEqualTo("source, within_the_limit");
  }

  @Test
  void aForeignKeyThatLaterUsersBreakIsKeptForNewRows() throws IOException {
    old.sql()
        .execute(
            """
            create table people (id text primary key);
            insert into people select distinct used_by from invite_uses;
            alter table invite_uses add constraint of_person foreign key (used_by)
              references people on delete cascade;
            """);
    old.adopt(_ -> {});
    old.ledger()
        .update(
            "insert into invite_uses (invite_id, used_by)"
                + " select id, 'ann' from invites where code = 'UNUSED'");

    old.rollBack();

    assertThat(
            old.sql()
                .queryForList(
                    "select convalidated from pg_constraint where conname = 'of_person'",
                    Boolean.class))
        .containsExactly(false);
    assertThat(
            old.sql()
                .queryForList(
                    "select used_by from invite_uses where used_by = 'ann'", String.class))
        .hasSize(1);
  }

  private @Nullable Integer remaining(String code) {
    return old.sql()
        .queryForObject("select remaining from invites where code = ?", Integer.class, code);
  }

  private int events() {
    return old.sql().queryForList("select used_by from use_events").size();
  }

  private String rules() {
    return String.valueOf(old.sql().queryForObject(RULES, String.class));
  }
}
