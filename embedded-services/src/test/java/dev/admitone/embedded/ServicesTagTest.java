package dev.admitone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** In a run without the tests that start services, a class without their tag starts none. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class ServicesTagTest {

  private static final String EXCLUDED = "admit-one.tests.excluded";

  private final String ofThisRun = System.getProperty(EXCLUDED, "");
  @TempDir private Path data;

  @BeforeEach
  void leaveOutServices() {
    System.setProperty(EXCLUDED, "long,services");
  }

  @AfterEach
  void restore() {
    System.setProperty(EXCLUDED, ofThisRun);
  }

  @Test
  void aBrokerDoesNotStart() {
    assertRefused(() -> EmbeddedKafka.start(data, 0), "starts a broker");
    assertRefused(() -> EmbeddedCluster.start(data), "starts a broker");
  }

  @Test
  void aDatabaseDoesNotStart() {
    assertRefused(() -> EmbeddedDatabase.start(data, 0), "starts a database");
  }

  private void assertRefused(ThrowingCallable start, String what) {
    assertThatIllegalStateException()
        .isThrownBy(start)
        .withMessageContaining(what)
        .withMessageEndingWith("its class needs @Tag(\"services\").");
    assertThat(data).isEmptyDirectory();
  }
}
