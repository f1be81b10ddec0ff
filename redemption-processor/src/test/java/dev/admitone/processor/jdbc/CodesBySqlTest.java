package dev.admitone.processor.jdbc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.admitone.schemas.codes.InviteCodes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.jdbc.core.JdbcTemplate;

/** Codes that SQL brings along: a bad one is refused with a hint, and a function makes it good. */
@Tag("services")
@Tag("essential")
class CodesBySqlTest {

  private static final TestDatabase DATABASE = TestDatabase.migrated();
  private static final String CANONICAL =
      "select typed, canonical_code(typed) from unnest(?::text[]) typed";

  /** How many are asked about at once. */
  private static final int STEP = 4_096;

  private final JdbcTemplate sql = DATABASE.sql();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          team 9    | Write it as 'TEAM9'. For many: copy them into a table of your own
          team–9    | Write it as 'TEAM-9'. For many: copy them into a table of your own
          AB        | It has no canonical form: give this invite another code.
          ÄBCD      | It has no canonical form: give this invite another code.
          """)
  void aCodeInAnotherFormIsRefusedWithAHint(String code, String hint) throws SQLException {
    ServerErrorMessage error = refusal("insert into invites (code) values ('" + code + "')");
    assertThat(error.getSQLState()).isEqualTo("23514");
    assertThat(error.getConstraint()).isEqualTo("invites_code_canonical");
    assertThat(error.getMessage())
        .isEqualTo("the code '%s' is not in its canonical form".formatted(code));
    assertThat(error.getDetail())
        .isEqualTo("A code has 3 to 64 characters, each of A-Z, 0-9, - and _.");
    assertThat(error.getHint()).startsWith(hint);
  }

  @Test
  void theWayThatTheHintNamesWorksForMany() {
    sql.execute("create table brought (code text, max_uses bigint)");
    sql.update("insert into brought values ('spring 24', 3), (' summer—24', null)");
    assertThat(
            sql.update(
                """
                insert into invites (code, max_uses)
                select canonical_code(code), max_uses from brought
                """))
        .isEqualTo(2);
    assertThat(
            sql.queryForList(
                "select code from invites where code ~ '24$' order by 1", String.class))
        .containsExactly("SPRING24", "SUMMER-24");
  }

  @Test
  void itsFormIsThatOfTheGatewayForEveryCharacter() throws SQLException {
    List<String> all =
        IntStream.range(1, Character.MAX_CODE_POINT + 1)
            .filter(each -> each < Character.MIN_SURROGATE || each > Character.MAX_SURROGATE)
            // What no version of Unicode has yet is the same to both.
            .filter(each -> each < 0x32000 || (each >= 0xE0000 && each < 0xE1000))
            .mapToObj(each -> "ab" + Character.toString(each) + "9")
            .toList();
    List<String> differences = new ArrayList<>();
    for (int from = 0; from < all.size(); from += STEP) {
      differences.addAll(differences(all.subList(from, Math.min(all.size(), from + STEP))));
    }
    assertThat(differences).isEmpty();
  }

  @Test
  void codesThatAreThereStayAsTheyAre() {
    for (String code : List.of("A-_", "KTEST1", "0".repeat(64), "---", "___", "2E5", "TEAM-9")) {
      assertThat(sql.queryForObject("select canonical_code(?)", String.class, code))
          .isEqualTo(code);
      assertThat(sql.update("insert into invites (code) values (?)", code)).isEqualTo(1);
    }
  }

  @Test
  void theProcessorsRoleIsToldTheSame() {
    JdbcTemplate processor = DATABASE.sqlOfTheProcessor();
    assertThat(processor.queryForObject("select canonical_code('team‑9')", String.class))
        .isEqualTo("TEAM-9");
  }

  /** Those whose form is another one here than there. */
  private static List<String> differences(List<String> all) throws SQLException {
    List<String> differences = new ArrayList<>();
    try (Connection connection = DATABASE.connect();
        PreparedStatement statement = connection.prepareStatement(CANONICAL)) {
      statement.setArray(1, connection.createArrayOf("text", all.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String typed = rows.getString(1);
          Optional<String> here = Optional.of(rows.getString(2)).filter(InviteCodes::isCanonical);
          if (!here.equals(InviteCodes.canonical(typed))) {
            differences.add("U+%04X: %s".formatted(typed.codePointAt(2), here));
          }
        }
      }
    }
    return differences;
  }

  private static ServerErrorMessage refusal(String statement) throws SQLException {
    try (Connection connection = DATABASE.connect();
        PreparedStatement insert = connection.prepareStatement(statement)) {
      PSQLException e = catchThrowableOfType(PSQLException.class, insert::executeUpdate);
      return requireNonNull(e.getServerErrorMessage());
    }
  }
}
