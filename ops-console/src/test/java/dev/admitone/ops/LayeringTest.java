package dev.admitone.ops;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Map;

@AnalyzeClasses(packagesOf = OpsApplication.class, importOptions = DoNotIncludeTests.class)
class LayeringTest {

  private static final String ROOT = "dev.admitone.ops";
  private static final String ALL = ROOT + "..";
  private static final int FILES_MAX = 20;
  private static final int COLLABORATORS_MAX = 6;

  private static final String[] FEATURES = {
    ROOT + ".invites..",
    ROOT + ".users..",
    ROOT + ".requests..",
    ROOT + ".topics..",
    ROOT + ".openapi.."
  };

  /** What changes something: it may know the invites, of which it makes and changes some. */
  private static final String[] CHANGES = {
    ROOT + ".changes..",
    ROOT + ".imports..",
    ROOT + ".revocations..",
    ROOT + ".deadletters..",
    ROOT + ".erasures.."
  };

  /** The pages that show several features, and that nothing else knows. */
  private static final String PAGES = ROOT + ".pages..";

  @ArchTest
  static final ArchRule packages_are_free_of_circles_the_root_included =
      slices().assignedFrom(packagesOf(ALL)).should().beFreeOfCycles();

  @ArchTest
  static final ArchRule features_do_not_know_each_other =
      slices().assignedFrom(packagesOf(FEATURES)).should().notDependOnEachOther();

  @ArchTest
  static final ArchRule nothing_below_knows_a_feature =
      noClasses()
          .that(
              resideInAnyPackage(FEATURES)
                  .negate()
                  .and(resideInAnyPackage(CHANGES).negate())
                  .and(resideInAnyPackage(PAGES).negate()))
          .should()
          .dependOnClassesThat(resideInAnyPackage(FEATURES));

  @ArchTest
  static final ArchRule nothing_knows_the_pages_of_several_features =
      noClasses()
          .that(resideInAnyPackage(PAGES).negate())
          .should()
          .dependOnClassesThat(resideInAnyPackage(PAGES));

  @ArchTest
  static final ArchRule changes_do_not_know_each_other =
      slices().assignedFrom(packagesOf(CHANGES)).should().notDependOnEachOther();

  @ArchTest
  static final ArchRule changes_know_no_feature_but_the_invites =
      noClasses()
          .that()
          .resideInAnyPackage(CHANGES)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(FEATURES).and(resideInAnyPackage(ROOT + ".invites..").negate()));

  @ArchTest
  static final ArchRule what_reads_the_ledger_does_not_know_http =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".ledger..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              ROOT + ".web..",
              ROOT + ".problem..",
              "jakarta.servlet..",
              "org.springframework.web..",
              "org.springframework.http..");

  @ArchTest
  static final ArchRule only_the_ledgers_package_and_tables_know_jdbc =
      noClasses()
          .that(
              resideInAnyPackage(ROOT + ".ledger..", ROOT + ".kept..")
                  .negate()
                  .and(simpleNameEndingWith("Table").negate()))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "com.zaxxer..");

  @ArchTest
  static final ArchRule only_the_statistics_know_kafka_streams =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + ".statistics.counts..", ROOT + ".statistics.stream..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka.streams..");

  @ArchTest
  static final ArchRule what_is_counted_knows_no_topic =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".statistics.counts..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka.clients..", ROOT + ".ledger..", ROOT + ".statistics.stream..");

  @ArchTest
  static final ArchRule only_what_another_package_needs_is_public =
      classes()
          .that()
          .haveSimpleNameEndingWith("Controller")
          .or()
          .haveSimpleNameEndingWith("Configuration")
          .or()
          .haveSimpleNameEndingWith("Health")
          .should()
          .notBePublic();

  @ArchTest
  static final ArchRule two_consoles_in_one_process_share_nothing =
      fields().that().areStatic().should().beFinal();

  @ArchTest
  static void packages_are_small(JavaClasses console) {
    Map<String, Long> files =
        console.stream()
            .filter(JavaClass::isTopLevelClass)
            .collect(groupingBy(JavaClass::getPackageName, counting()));
    assertThat(files.values())
        .allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(FILES_MAX));
  }

  @ArchTest
  static void constructors_take_few_collaborators(JavaClasses console) {
    assertThat(console)
        .filteredOn(each -> !each.isRecord() && !each.isEnum())
        .flatExtracting(JavaClass::getConstructors)
        .allSatisfy(
            constructor ->
                assertThat(constructor.getRawParameterTypes())
                    .as(constructor.getFullName())
                    .hasSizeLessThanOrEqualTo(COLLABORATORS_MAX));
  }

  /** Each package is a slice of its own; what lies elsewhere is in none. */
  private static SliceAssignment packagesOf(String... patterns) {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
        return resideInAnyPackage(patterns).test(javaClass)
            ? SliceIdentifier.of(javaClass.getPackageName())
            : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "packages";
      }
    };
  }
}
