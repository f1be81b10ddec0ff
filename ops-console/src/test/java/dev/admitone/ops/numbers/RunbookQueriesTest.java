package dev.admitone.ops.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.embedded.SharedServices;
import dev.admitone.ops.support.LedgerRows;
import dev.admitone.ops.support.TestLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The queries that the runbook has for operators with psql, as its page has them. */
@Tag("services")
class RunbookQueriesTest {

  private static final Path PAGE = Path.of("../docs/how-to/operate.md");
  private static final Pattern STATEMENT = Pattern.compile("(?ms)^    (SELECT\\b.*?;)$");

  @Test
  void eachIsRunAsTheReaderAndSaysWhatThereIs() throws IOException {
    TestLedger ledger = TestLedger.create();
    LedgerRows rows = new LedgerRows(ledger);
    rows.invite("PROBLEMATIC_CODE");
    rows.use("PROBLEMATIC_CODE", "user-id", Instant.now());
    rows.use("PROBLEMATIC_CODE", "bob", Instant.now());
    JdbcTemplate reader =
        new JdbcTemplate(
            new DriverManagerDataSource(
                ledger.url(), SharedServices.database().readerUsername(), ""));

    List<List<Map<String, @Nullable Object>>> found =
        statements().stream().map(reader::queryForList).toList();

    assertThat(found).hasSize(5);
    assertThat(found.get(0).getFirst())
        .containsEntry("usage_count", 2L)
        .containsEntry("unique_users", 2L);
    assertThat(found.get(1)).hasSize(1);
    assertThat(found.get(1).getFirst()).containsKey("deadlocks");
    assertThat(found.get(2)).isEmpty();
    assertThat(found.get(3)).hasSize(1);
    assertThat(found.get(4).getFirst()).containsEntry("actual_uses", 2L);
  }

  private static List<String> statements() throws IOException {
    String page = Files.readString(PAGE);
    String section = page.substring(page.indexOf("### The checklist's queries"));
    return STATEMENT
        .matcher(section.substring(0, section.indexOf("\n###", 1)))
        .results()
        .map(statement -> statement.group(1))
        .toList();
  }
}
