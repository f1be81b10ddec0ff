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
    assertThat(report.lines()).anyMatch(line -> line.contains("Adopted by copy"));
  }

  @Test
  void aReportNeedsNoTablesOfAdmitOneAndChangesNothing() {
    OldApplication old = OldApplication.create(OldShape.UUIDS_AND_TEXT_USERS);
    old.invite("CODE", 1);

    assertThat(old.report().lines()).contains("1 invites");

    assertThat(
            old.sql().queryForObject("select to_regnamespace('admit_one') is null", Boolean.class))
        .isTrue();
  }

  @Test
  void aLongListIsCutAndItsNumberIsWhole() {
    OldApplication old = OldApplication.create(OldShape.UUIDS_AND_TEXT_USERS);
    old.sql()
        .update("insert into invites (code) select 'code ' || n from generate_series(10, 99) n");

    AdoptionReport.Found spellings = old.report().of(FindingKind.SPELLING);

    assertThat(spellings.count()).isEqualTo(90);
    assertThat(spellings.which()).hasSize(AdoptionReport.NAMED_MAX);
    assertThat(old.report().lines()).contains("    and 70 more");
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
