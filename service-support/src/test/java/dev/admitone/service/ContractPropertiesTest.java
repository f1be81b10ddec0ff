package dev.admitone.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ContractPropertiesTest {

  @Test
  void thePrefixStandsBeforeTheNamesOfTheTopics() {
    assertThat(with("team-a.").topics().requests()).isEqualTo("team-a.redemption-requests");
    assertThat(with("").topics().requests()).isEqualTo("redemption-requests");
  }

  @Test
  void aPrefixThatKafkaDoesNotTakeIsRefusedWithTheSettingsName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with("my deployment/"))
        .withMessageStartingWith("admit-one.prefix must be up to 100 of a-z, A-Z, 0-9")
        .withMessageEndingWith("but is 'my deployment/'");
  }

  private static ContractProperties with(String prefix) {
    return new ContractProperties(prefix, 24, 1, Duration.ofMinutes(1), Duration.ofMinutes(1));
  }
}
