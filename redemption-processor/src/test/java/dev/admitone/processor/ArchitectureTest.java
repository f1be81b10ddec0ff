package dev.admitone.processor;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packagesOf = ProcessorApplication.class,
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String ROOT = "dev.admitone.processor";
  private static final String RULES = ROOT + ".redemption..";
  private static final String HEALING = ROOT + ".healing..";
  private static final String PLACES = ROOT + ".places..";
  private static final String LOG = ROOT + ".kafka..";
  private static final String LEDGER = ROOT + ".jdbc..";
  private static final String MIGRATION = ROOT + ".migration..";

  @ArchTest
  static final ArchRule theRulesKnowNothingButJavaAndNullness =
      classes()
          .that()
          .resideInAPackage(RULES)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(RULES, "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule theHealingKnowsTheRulesOnly =
      classes()
          .that()
          .resideInAPackage(HEALING)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(HEALING, RULES, "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule comparingKnowsTheRulesOnly =
      classes()
          .that()
          .resideInAPackage(PLACES)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(PLACES, RULES, "java..", "org.jspecify..");

  /** A decision depends on the log and the ledger alone, or a replay would differ. */
  @ArchTest
  static final ArchRule theRulesReadNoClockAndDrawNoNumber =
      noClasses()
          .that()
          .resideInAPackage(RULES)
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(java.util.UUID.class, "randomUUID")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net..", "java.nio.file..", "java.sql..", "java.util.random..");

  @ArchTest
  static final ArchRule theLogDoesNotKnowTheLedger =
      noClasses()
          .that()
          .resideInAPackage(LOG)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(LEDGER);

  @ArchTest
  static final ArchRule theLedgerKnowsTheRulesAndItsPlacesOnly =
      noClasses()
          .that()
          .resideInAPackage(LEDGER)
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.admitone..")
                  .and(not(resideInAPackage(LEDGER)))
                  .and(not(resideInAPackage(HEALING)))
                  .and(not(resideInAPackage(PLACES)))
                  .and(not(resideInAPackage(RULES))));

  /** The only thing that the room of the log takes from the root: what operators set. */
  @ArchTest
  static final ArchRule theLogTakesOnlyPropertiesFromTheRoot =
      noClasses()
          .that()
          .resideInAPackage(LOG)
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT).and(not(belongToAnyOf(ProcessorProperties.class))));

  @ArchTest
  static final ArchRule thereAreNoCyclesBetweenTheRooms =
      slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

  /** Where the ledger is, and where its tables are made. */
  @ArchTest
  static final ArchRule sqlIsSpokenInTwoRooms =
      noClasses()
          .that()
          .resideOutsideOfPackages(LEDGER, MIGRATION)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.postgresql..", "org.springframework.jdbc.core..");

  @ArchTest
  static final ArchRule theLogsProtocolIsSpokenInOneRoom =
      noClasses()
          .that()
          .resideOutsideOfPackages(LOG, ROOT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..", "org.springframework.kafka..", "dev.admitone.schemas..");
}
