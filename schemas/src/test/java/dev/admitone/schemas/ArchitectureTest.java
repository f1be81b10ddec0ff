package dev.admitone.schemas;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packagesOf = JsonLinesFormatter.class,
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  /** Each package is a slice of its own, the root too. */
  @ArchTest
  static final ArchRule thereAreNoCyclesBetweenThePackages =
      slices().matching("dev.admitone.(**)").should().beFreeOfCycles();
}
