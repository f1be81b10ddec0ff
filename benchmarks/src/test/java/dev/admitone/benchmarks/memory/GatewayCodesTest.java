package dev.admitone.benchmarks.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GatewayCodesTest {

  @Test
  void theNumbersOfCodesGrowByAThirdAndEndAtTheMost() {
    assertThat(GatewayCodes.counts(1_000_000, 20_000_000))
        .startsWith(1_000_000L, 2_000_000L, 3_000_000L, 4_000_000L, 5_000_000L, 6_000_000L)
        .endsWith(20_000_000L)
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(GatewayCodes.counts(20_000, 40_000)).containsExactly(20_000L, 40_000L);
  }
}
