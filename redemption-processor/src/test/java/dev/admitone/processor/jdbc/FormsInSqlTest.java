package dev.admitone.processor.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.codes.ContentLimits;
import dev.admitone.schemas.codes.InviteCodes;
import dev.admitone.schemas.codes.ProfileForms;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The tables and the functions in SQL have the forms and limits that the contract has. */
@Tag("services")
class FormsInSqlTest {

  private static final String CONSTRAINT =
      "select pg_get_constraintdef(oid) from pg_constraint where conname = ?";

  /** All places in SQL that may name the form of a code. */
  private static final String SOURCES =
      """
      select pg_get_constraintdef(oid) from pg_constraint
      where connamespace = current_schema()::regnamespace
      union all
      select prosrc from pg_proc where pronamespace = current_schema()::regnamespace
      union all
      select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
      """;

  private static final Pattern FORM_OF_CODES = Pattern.compile("'\\^(\\[A-Z0-9_-][^']*)\\$'");

  private static final Pattern LIMITS_IN_WORDS =
      Pattern.compile("A code has (\\d+ to \\d+) characters");

  private static final JdbcTemplate SQL = TestDatabase.migrated().sql();

  static Set<Map.Entry<String, String>> formsByConstraint() {
    return Map.of(
            "invites_code_canonical", InviteCodes.PATTERN,
            "profiles_username_form", ProfileForms.USERNAME_PATTERN,
            "profiles_email_form", ProfileForms.EMAIL_PATTERN,
            "profiles_phone_form", ProfileForms.PHONE_PATTERN)
        .entrySet();
  }

  @ParameterizedTest
  @MethodSource("formsByConstraint")
  void aConstraintHasTheFormOfTheContract(Map.Entry<String, String> form) {
    assertThat(SQL.queryForObject(CONSTRAINT, String.class, form.getKey()))
        .contains("~ '^%s$'".formatted(form.getValue()));
  }

  @Test
  void theFormOfCodesIsTheSameAllOverSql() {
    List<@Nullable String> sources = SQL.queryForList(SOURCES, String.class);
    assertThat(matches(sources, FORM_OF_CODES))
        .hasSizeGreaterThanOrEqualTo(3)
        .containsOnly(InviteCodes.PATTERN);
    assertThat(matches(sources, LIMITS_IN_WORDS))
        .isNotEmpty()
        .containsOnly(
            "%d to %d".formatted(ContentLimits.CODE_LENGTH_MIN, ContentLimits.CODE_LENGTH_MAX));
  }

  private static List<String> matches(List<@Nullable String> sources, Pattern pattern) {
    return sources.stream()
        .flatMap(source -> pattern.matcher(String.valueOf(source)).results())
        .map((MatchResult match) -> match.group(1))
        .toList();
  }
}
