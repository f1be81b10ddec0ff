package dev.admitone.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.testsupport.JavaCommand;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("services")
class LoadOrderTest {

  /** In a JVM of its own: which class came first is decided once in each. */
  @Test
  void aHugeClaimIsUndecodableAlsoWhereAContractClassWasUsedBeforeTheCodec() throws Exception {
    JavaCommand.Ended ended =
        JavaCommand.run(JavaCommand.of(HugeClaim.class).options("-Xmx128m").builder());
    assertThat(ended.status()).as(ended.output()).isZero();
    assertThat(ended.output().strip()).endsWith("UNDECODABLE");
  }
}
