package dev.admitone.ops.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.admitone.ops.support.ConsoleContract;
import dev.admitone.testsupport.contract.OpenApiContract.Saying;
import dev.admitone.testsupport.contract.TestClasses;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Everything that the contract says of the console's responses was met by a test. It runs after all
 * other classes, and only together with all of them.
 */
@Order(Integer.MAX_VALUE)
@Tag("services")
class ContractCoverageTest {

  @BeforeAll
  static void allTestsRun() {
    assumeThat(TestClasses.notInThisRun())
        .as("left out: other classes may meet what these do not")
        .isEmpty();
  }

  @Test
  void eachOperationMetEachOfItsStatusesAndReasons() {
    Set<Saying> missing = new LinkedHashSet<>(ConsoleContract.CONTRACT.sayings());
    missing.removeAll(ConsoleContract.CHECK.met());
    assertThat(missing).isEmpty();
  }

  @Test
  void eachReasonWasMet() {
    assertThat(ConsoleContract.CHECK.reasonsMet())
        .containsExactlyInAnyOrderElementsOf(ConsoleContract.RULES.reasons());
  }
}
