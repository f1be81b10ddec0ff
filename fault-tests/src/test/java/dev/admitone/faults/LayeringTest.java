package dev.admitone.faults;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
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
import java.util.Map;

@AnalyzeClasses(packages = "dev.admitone.faults", importOptions = DoNotIncludeTests.class)
class LayeringTest {

  private static final int FILES_MAX = 20;
  private static final String CHECKER = "dev.admitone.faults.checker";
  private static final String HISTORY = "dev.admitone.faults.history";

  /** What judges the product shares none of its code, and none of its errors. */
  @ArchTest
  static final ArchRule theCheckerKnowsNothingButHistories =
      classes()
          .that()
          .resideInAnyPackage(CHECKER, HISTORY)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(CHECKER, HISTORY, "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule thereAreNoCyclesBetweenThePackages =
      slices().matching("dev.admitone.faults.(*)").should().beFreeOfCycles();

  @ArchTest
  static void packagesAreSmall(JavaClasses classes) {
    Map<String, Long> files =
        classes.stream()
            .filter(JavaClass::isTopLevelClass)
            .collect(groupingBy(JavaClass::getPackageName, counting()));
    assertThat(files)
        .allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(FILES_MAX));
  }
}
