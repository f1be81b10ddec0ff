package dev.admitone.processor.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.admitone.processor.adoption.inspection.AdoptionReport;
import dev.admitone.processor.adoption.inspection.FindingKind;
import dev.admitone.processor.adoption.tables.AdoptionImpossibleException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("services")
class InspectionTest {

  @ParameterizedTest
  @EnumSource(OldShape.class)
  void theReportNamesWhatWouldChangeInTablesOfEachShape(OldShape shape) {
    OldApplication old = AdoptionTest.filled(shape);
    old.invite("KTEST1", 3);
    old.invite("ktest1", 3);
    old.invite("!!", 1);

    AdoptionReport report = old.report();

    assertThat(report.of(FindingKind.COLLISION).count()).isEqualTo(2);
    assertThat(report.of(FindingKind.COLLISION).which())
        .anyMatch(line -> line.startsWith("'KTEST1'"))
        .anyMatch(line -> line.startsWith("'ktest1'"));
    assertThat(report.of(FindingKind.NO_CANONICAL_FORM).which())
        .singleElement()
        .asString()
        .startsWith("'!!'");
    assertThat(report.of(FindingKind.SPELLING).which())
        .singleElement()
        .asString()
        .startsWith("'Summer 24'")
        .endsWith("becomes SUMMER24");
    assertThat(report.of(FindingKind.DUPLICATE).count()).isEqualTo(1);
    assertThat(report.of(FindingKind.WRONG_COUNT).count()).as("HOT, Summer 24").isEqualTo(2);
    assertThat(report.of(FindingKind.ORPHAN).count()).isEqualTo(1);
    assertThat(report.lines(20)).anyMatch(line -> line.contains("Adopted by copy"));
  }

  @Test
  void aReportNeedsNoTablesOfAdmitOneAndChangesNothing() {
    OldApplication old = OldApplication.create(OldShape.UUIDS_AND_TEXT_USERS);
    old.invite("CODE", 1);

    assertThat(old.report().lines(20)).contains("1 invites");

    assertThat(
            old.sql().queryForObject("select to_regnamespace('admit_one') is null", Boolean.class))
        .isTrue();
  }

  @Test
  void aLongListIsCutForAConsoleAndWholeForAFile() {
    OldApplication old = OldApplication.create(OldShape.UUIDS_AND_TEXT_USERS);
    old.sql()
        .update(
            "insert into invites (code) select c || n from generate_series(10, 99) n,"
                + " (values ('code-'), ('CODE-')) v (c)");

    AdoptionReport report = old.report();

    assertThat(report.of(FindingKind.COLLISION).count()).isEqualTo(180);
    assertThat(report.lines(20)).contains("    and 160 more").hasSize(24);
    assertThat(report.lines(Integer.MAX_VALUE))
        .hasSize(183)
        .anyMatch(line -> line.contains("'code-99'"));
  }

  @Test
  void ofMillionsOfTheSameKindTheFirstOnesAreKept() {
    OldApplication old = OldApplication.create(OldShape.NUMBERS_AND_UUID_USERS);
    old.sql()
        .update(
            "insert into invite_uses (invite_id, used_by)"
                + " select 7, gen_random_uuid() from generate_series(1, ?)",
            AdoptionReport.NAMED_MAX + 5);

    AdoptionReport report = old.report();

    assertThat(report.of(FindingKind.ORPHAN).count()).isEqualTo(AdoptionReport.NAMED_MAX + 5);
    assertThat(report.of(FindingKind.ORPHAN).which()).hasSize(AdoptionReport.NAMED_MAX);
    assertThat(report.lines(Integer.MAX_VALUE)).endsWith("    and 5 more");
  }

  @Test
  void keysAndViewsOfOthersAndRowSecurityAreNamed() {
    OldApplication old = OldApplication.create(OldShape.UUIDS_AND_TEXT_USERS);
    old.sql().execute("create table mails (invite uuid references invites)");
    old.sql().execute("create view open_invites as select * from invites");
    old.sql().execute("alter table invite_uses enable row level security");

    AdoptionReport report = old.report();

    assertThat(report.of(FindingKind.FOREIGN_KEY).count()).isEqualTo(1);
    assertThat(report.of(FindingKind.DEPENDENT_VIEW).count()).isEqualTo(1);
    assertThat(report.of(FindingKind.ROW_SECURITY).count()).isEqualTo(1);
  }

  @Test
  void tablesThatAreMissingAreRefusedWithTheOptionThatHelps() {
    OldApplication old = OldApplication.create(OldShape.UUIDS_AND_TEXT_USERS);
    old.sql().execute("drop table invite_uses");

    assertThatExceptionOfType(AdoptionImpossibleException.class)
        .isThrownBy(old::report)
        .withMessageContaining("--from");
  }
}
