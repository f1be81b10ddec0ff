package dev.admitone.processor.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.processor.adoption.command.AdoptCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The command, on a database that has the old tables alone. */
@ExtendWith(OutputCaptureExtension.class)
@Tag("services")
class AdoptCommandTest {

  private final OldApplication old = OldApplication.create(OldShape.NUMBERS_AND_UUID_USERS);

  @TempDir private Path directory;

  @Test
  void aDryRunTellsAndChangesNothing(CapturedOutput output) throws IOException {
    old.invite("Summer 24", 2);
    Path report = directory.resolve("report.txt");

    assertThat(run("--dry-run", "--report", report.toString())).isZero();

    assertThat(output).contains("becomes SUMMER24").contains("Nothing is changed");
    assertThat(Files.readString(report)).contains("becomes SUMMER24");
    assertThat(old.sql().queryForObject("select to_regnamespace('admit_one')::text", String.class))
        .isNull();
  }

  @Test
  void applyingMakesTheTablesAndAdopts(CapturedOutput output) {
    old.invite("Summer 24", 2);
    old.use("Summer 24", 1, "2025-01-01");

    assertThat(run("--apply")).isZero();

    assertThat(output).contains("Switched").contains("Adopted.");
    assertThat(old.counts()).containsExactly("SUMMER24 1 1");
  }

  @Test
  void afterTheWayBackTheSchemaHasToGoFirst(CapturedOutput output) throws IOException {
    old.invite("HOT", 2);
    assertThat(run("--apply")).isZero();
    old.rollBack();

    assertThat(run("--dry-run")).isEqualTo(1);
    assertThat(run("--apply")).isEqualTo(1);

    assertThat(output).contains("drop it with 'drop schema admit_one cascade'");
    old.ledger().execute("drop schema admit_one cascade");
    assertThat(run("--apply")).isZero();
    assertThat(old.counts()).containsExactly("HOT 0 0");
  }

  @Test
  void withoutASchemaOfItsOwnItSaysWhichSettingIsMissing(CapturedOutput output) {
    assertThat(AdoptCommand.run("--dry-run", old.settings()[0], old.settings()[1])).isEqualTo(1);

    assertThat(output).contains("admit-one.processor.schema");
  }

  private int run(String... options) {
    return AdoptCommand.run(
        Stream.concat(Stream.of(options), Stream.of(old.settings())).toArray(String[]::new));
  }
}
