package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import dev.admitone.embedded.EmbeddedDatabase;
import dev.admitone.processor.database.Migration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
 * Servers of other releases and with other settings than the embedded one has. The build puts their
 * programs into folders, so that no class path has two releases.
 */
@ExtendWith({FreshSite.class, OutputCaptureExtension.class})
@Tag("services")
@FreshSite.WithoutTables
class OtherServersTest {

  private static final String TABLES =
      "select relname from pg_class where relnamespace = 'public'::regnamespace";

  @TempDir private Path directory;

  @Test
  void version15IsToldAtOnceWithTheVersionsFoundAndNeededAndLeftAsItIs(
      Site site, CapturedOutput output) throws IOException {
    try (EmbeddedDatabase server = start("too-old", List.of())) {
      String told =
          "The start failed: PostgreSQL at %s has version 15.14, but Admit One needs version 17 or newer. Upgrade the server"
              .formatted(server.jdbcUrl());
      Site here = new Site(site.bootstrapServers(), server.jdbcUrl(), site.group());

      assertThatException()
          .isThrownBy(
              () ->
                  Migration.run(
                      "--spring.datasource.url=" + server.jdbcUrl(),
                      "--spring.datasource.username=" + server.username()));
      assertThat(output).containsOnlyOnce(told);

      assertThatException()
          .isThrownBy(() -> RunningProcessor.start(here, "spring.flyway.enabled=false").close());
      assertThat(output.getAll().split(told, -1)).hasSize(3);
      assertThat(output).doesNotContain("trying again").doesNotContain("\tat ");
      assertThat(sql(server).queryForList(TABLES)).isEmpty();
    }
  }

  @Test
  void version17DecidesAndWhatACrashWouldLoseIsAWarningAtTheStartAndInReadiness(
      Site site, TestLog log, CapturedOutput output) throws Exception {
    try (EmbeddedDatabase server =
        start("oldest", List.of("fsync=off", "full_page_writes=off", "synchronous_commit=off"))) {
      assertThat(sql(server).queryForObject("show server_version", String.class)).startsWith("17.");
      Site here = new Site(site.bootstrapServers(), server.jdbcUrl(), site.group());
      try (RunningProcessor processor = RunningProcessor.start(here)) {
        String code = TestRequests.newCode();
        log.append(TestRequests.create(code, 1L), TestRequests.redeem(code, "ann"));
        patiently().until(() -> log.results().size() == 2);
        assertThat(TestLog.word(log.results().getLast().value())).isEqualTo("REDEEMED");

        String warning = "The PostgreSQL server runs with fsync=off, full_page_writes=off: when";
        assertThat(output).contains("WARN").containsOnlyOnce(warning);
        processor.awaitReady();
        assertThat(processor.actuator("health/readiness").body()).contains(warning);
        assertThat(
                processor
                    .bean(JdbcTemplate.class)
                    .queryForObject("show synchronous_commit", String.class))
            .isEqualTo("on");
      }
    }
  }

  private EmbeddedDatabase start(String folder, List<String> settings) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target", "postgres", folder))) {
      Path archive =
          files.filter(file -> file.toString().endsWith(".txz")).findFirst().orElseThrow();
      return EmbeddedDatabase.startOther(directory, archive, settings);
    }
  }

  private static JdbcTemplate sql(EmbeddedDatabase server) {
    return new JdbcTemplate(new DriverManagerDataSource(server.jdbcUrl(), server.username(), ""));
  }
}
