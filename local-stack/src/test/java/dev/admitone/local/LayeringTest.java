package dev.admitone.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

@AnalyzeClasses(packagesOf = Admit.class, importOptions = DoNotIncludeTests.class)
class LayeringTest {

  @ArchTest
  static final ArchRule noPackagesDependOnEachOtherNotEvenTheRoot =
      slices().assignedFrom(new EachPackage()).should().beFreeOfCycles();

  @ArchTest
  static final ArchRule noCommandKnowsTheListOfCommands =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.admitone.local")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.admitone.local");

  /** The smoke tests are for any deployment, which they know by its address alone. */
  @ArchTest
  static final ArchRule theSmokeTestsKnowNothingOfALocalStack =
      noClasses()
          .that()
          .resideInAPackage("..local.smoke..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..local.stack..",
              "..local.settings..",
              "..local.secrets..",
              "dev.admitone.gateway..",
              "dev.admitone.processor..",
              "org.apache.kafka..");

  /** One slice for each package, so that the root is one, too. */
  private static final class EachPackage implements SliceAssignment {

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return SliceIdentifier.of(type.getPackageName());
    }

    @Override
    public String getDescription() {
      return "each package";
    }
  }
}
