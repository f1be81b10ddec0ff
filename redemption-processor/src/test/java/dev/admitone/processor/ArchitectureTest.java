package dev.admitone.processor;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packagesOf = ProcessorApplication.class,
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String ROOT = "dev.admitone.processor";
  private static final String RULES = ROOT + ".redemption";
  private static final String PLACES = ROOT + ".places";
  private static final String HEALING = ROOT + ".healing";
  private static final String AUDIT = ROOT + ".audit";
  private static final String HEALING_LOG = HEALING + ".log";
  private static final String RECORDS = ROOT + ".records";
  private static final String COMPARISON = ROOT + ".comparison";
  private static final String LANES = ROOT + ".lanes";
  private static final String LANE_CONSUMERS = LANES + ".consumer";
  private static final String SWEEP = ROOT + ".sweep";
  private static final String LEDGER = ROOT + ".jdbc";
  private static final String LEDGER_SQL = LEDGER + ".sql";
  private static final String AUDIT_LEDGER = LEDGER + ".audit";
  private static final String HEALING_LEDGER = LEDGER + ".healing";
  private static final String DATABASE = ROOT + ".database";
  private static final String ADOPTION = ROOT + ".adoption";

  /** The packages that speak with the broker. */
  private static final String[] LOG = {
    RECORDS, COMPARISON, LANES, LANE_CONSUMERS, SWEEP, HEALING_LOG
  };

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
  static final ArchRule theAuditKnowsTheRulesAndTheLogOfAHealingOnly =
      classes()
          .that()
          .resideInAPackage(AUDIT)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(AUDIT, HEALING, RULES, "java..", "org.jspecify..");

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
          .resideInAnyPackage(LOG)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(LEDGER + "..", DATABASE);

  @ArchTest
  static final ArchRule theLedgerKnowsTheRulesAndItsPlacesOnly =
      noClasses()
          .that()
          .resideInAPackage(LEDGER)
          .should()
          .dependOnClassesThat(areOursOutside(LEDGER, LEDGER_SQL, PLACES, RULES));

  @ArchTest
  static final ArchRule theLedgersStatementsKnowNoneOfItsTables =
      noClasses()
          .that()
          .resideInAPackage(LEDGER_SQL)
          .should()
          .dependOnClassesThat(areOursOutside(LEDGER_SQL, RULES));

  @ArchTest
  static final ArchRule theLedgerOfAnAuditKnowsTheAuditAndTheLedgerOnly =
      noClasses()
          .that()
          .resideInAPackage(AUDIT_LEDGER)
          .should()
          .dependOnClassesThat(areOursOutside(AUDIT_LEDGER, AUDIT, LEDGER, LEDGER_SQL, RULES));

  @ArchTest
  static final ArchRule theLedgerOfAHealingKnowsTheHealingAndTheLedgerOnly =
      noClasses()
          .that()
          .resideInAPackage(HEALING_LEDGER)
          .should()
          .dependOnClassesThat(
              areOursOutside(HEALING_LEDGER, HEALING, LEDGER, LEDGER_SQL, PLACES, RULES));

  @ArchTest
  static final ArchRule nothingKnowsTheRoot =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT);

  /** Each package is a slice of its own, the root too. */
  @ArchTest
  static final ArchRule thereAreNoCyclesBetweenThePackages =
      slices().matching("dev.admitone.(**)").should().beFreeOfCycles();

  /** Where the ledger is, where its tables are made, and where older ones are taken over. */
  @ArchTest
  static final ArchRule sqlIsSpokenInThreePackages =
      noClasses()
          .that()
          .resideOutsideOfPackages(LEDGER + "..", DATABASE, ADOPTION + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.postgresql..", "org.springframework.jdbc.core..");

  /**
   * The exceptions read a setting of the consumers or of the producers: a session must be given up
   * before a lane loses its partitions, and the healing waits until no answer can still come.
   */
  @ArchTest
  static final ArchRule theProtocolOfTheLogIsSpokenInItsPackages =
      noClasses()
          .that()
          .resideOutsideOfPackages(LOG)
          .and(not(simpleName("DatabaseConfiguration")))
          .and(not(simpleName("HealCommand")))
          .and(not(simpleName("CanonicalCodes")))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..", "org.springframework.kafka..", "dev.admitone.schemas..");

  private static DescribedPredicate<JavaClass> areOursOutside(String... packages) {
    return resideInAPackage("dev.admitone..").and(not(resideInAnyPackage(packages)));
  }
}
