package dev.admitone.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.avro.RefusalReason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonTest {

  @ParameterizedTest
  @EnumSource
  void everyRefusalHasItsProblem(RefusalReason refusal) {
    assertThat(Reason.of(refusal).name()).isEqualTo(refusal.name());
    assertThat(Reason.of(refusal).status().is4xxClientError()).isTrue();
  }
}
