package dev.admitone.benchmarks;

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

@AnalyzeClasses(packagesOf = BenchmarkMain.class, importOptions = DoNotIncludeTests.class)
class LayeringTest {

  private static final int FILES_MAX = 20;
  private static final int COLLABORATORS_MAX = 6;

  @ArchTest
  static final ArchRule packages_are_free_of_circles_the_root_included =
      slices().assignedFrom(new EachPackage()).should().beFreeOfCycles();

  @ArchTest
  static void packages_are_small(JavaClasses classes) {
    Map<String, Long> files =
        classes.stream()
            .filter(JavaClass::isTopLevelClass)
            .collect(groupingBy(JavaClass::getPackageName, counting()));
    assertThat(files)
        .allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(FILES_MAX));
  }

  @ArchTest
  static void constructors_take_few_collaborators(JavaClasses classes) {
    assertThat(classes)
        .filteredOn(each -> !each.isRecord() && !each.isEnum())
        .flatExtracting(JavaClass::getConstructors)
        .allSatisfy(
            constructor ->
                assertThat(constructor.getRawParameterTypes())
                    .as(constructor.getFullName())
                    .hasSizeLessThanOrEqualTo(COLLABORATORS_MAX));
  }

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
