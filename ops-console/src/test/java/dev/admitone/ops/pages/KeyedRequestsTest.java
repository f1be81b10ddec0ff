package dev.admitone.ops.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyedRequestsTest {

  /** Gateways derive ids like this for ever: the ledger has them. */
  @Test
  void theIdIsTheOneThatGatewaysDerive() {
    assertThat(KeyedRequests.id("frontend", "order-1"))
        .hasToString("8a03dfe9-e69b-8219-be0d-bc484c21b326");
  }

  @Test
  void callerAndKeyAreToldApart() {
    assertThat(KeyedRequests.id("ab", "c")).isNotEqualTo(KeyedRequests.id("a", "bc"));
  }
}
