package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.embedded.EmbeddedDatabase;
import dev.admitone.processor.database.Migration;
import dev.admitone.schemas.avro.RedemptionRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * P9: from PostgreSQL 17 to 18 by logical replication, with users who go on. The SQL is that of
 * docs/how-to/upgrade-servers.md.
 */
@ExtendWith({FreshSite.class, OutputCaptureExtension.class})
@Tag("services")
class P9ServerUpgradeTest {

  private static final Path PAGE = Path.of("../docs/how-to/upgrade-servers.md");

  /** One statement each. */
  private static final Pattern BLOCK = Pattern.compile("(?m)(?:^ {7}.*\n)+");

  private final Load load = new Load();
  private final String code = TestRequests.newCode();

  @TempDir private Path directory;

  @Test
  void theNewServerGoesOnWhereTheOldOneStoppedAndNothingIsHealed(
      Site site, TestLog log, CapturedOutput output) throws Exception {
    List<String> page = statements();
    try (EmbeddedDatabase old = version17();
        EmbeddedDatabase next = EmbeddedDatabase.start(directory.resolve("18"), 0)) {
      Site before = new Site(site.bootstrapServers(), old.jdbcUrl(), site.group());
      Site after = new Site(site.bootstrapServers(), next.jdbcUrl(), site.group());
      RedemptionRequest use = TestRequests.redeem(code, "ann");
      log.append(load.creations(400));
      log.append(TestRequests.create(code, 1L), use);
      try (Load _ = load.on(log)) {
        try (RunningProcessor processor = RunningProcessor.start(before)) {
          processor.awaitReady();
          migrate(next);
          sql(old).execute(page.get(0));
          sql(old).execute(page.get(1));
          sql(next).execute(page.get(2));
          sql(next).execute(page.get(3));
          sql(next).execute(page.get(4).replaceFirst("host=.*'", address(old) + "'"));
          patiently().until(() -> sql(next).queryForList(page.get(5)).isEmpty());
          awaitMoreResults(log);
          // A row that goes, and a row with a number of its own.
          log.append(TestRequests.release(UUID.randomUUID(), code, use.getRequestId()));
          log.awaitResultsFor(code, 3);
          changeBySql(old, 2);
        }
        patiently()
            .until(() -> Boolean.TRUE.equals(sql(old).queryForObject(page.get(6), Boolean.class)));
        sql(old).queryForList(page.get(7), String.class).forEach(sql(next)::execute);
        sql(next).execute(page.get(8));
        assertThat(HealedSite.ledger(after)).isEqualTo(HealedSite.ledger(before));
        try (RunningProcessor processor = RunningProcessor.start(after)) {
          processor.awaitReady();
          changeBySql(next, 3);
          awaitMoreResults(log);
          load.close();
          patiently().until(new Group(after, log)::isAtTheEnd);
          processor.awaitReady();
        }
      }
      assertThat(sql(next).queryForObject("show server_version", String.class)).startsWith("18.");
      assertThat(output).doesNotContain("the ledger is behind");
      assertThat(HealedSite.count(after, "select count(*) from invite_sql_changes")).isEqualTo(2);
      PromisesKept.check(after, log, load.sent());
    }
  }

  private void changeBySql(EmbeddedDatabase server, int maxUses) {
    sql(server).update("update invites set max_uses = ? where code = ?", maxUses, code);
  }

  private static void awaitMoreResults(TestLog log) {
    int told = log.results().size();
    patiently().until(() -> log.results().size() > told + 100);
  }

  /** What the page has for PostgreSQL, in its order. */
  private static List<String> statements() throws IOException {
    String page = Files.readString(PAGE);
    String section = page.substring(page.indexOf("## PostgreSQL"), page.indexOf("## Kafka"));
    return BLOCK.matcher(section).results().map(MatchResult::group).toList();
  }

  private EmbeddedDatabase version17() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target", "postgres", "oldest"))) {
      Path archive =
          files.filter(file -> file.toString().endsWith(".txz")).findFirst().orElseThrow();
      return EmbeddedDatabase.startOther(
          directory.resolve("17"), archive, List.of("wal_level=logical"));
    }
  }

  private static void migrate(EmbeddedDatabase database) {
    Migration.run(
        "--spring.datasource.url=" + database.jdbcUrl(),
        "--spring.datasource.username=" + database.username());
  }

  private static String address(EmbeddedDatabase database) {
    return "host=127.0.0.1 port=%d dbname=%s user=%s"
        .formatted(database.port(), EmbeddedDatabase.NAME, database.username());
  }

  private static JdbcTemplate sql(EmbeddedDatabase server) {
    return new JdbcTemplate(new DriverManagerDataSource(server.jdbcUrl(), server.username(), ""));
  }
}
