package dev.admitone.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

class AskingBoundsTest {

  @ParameterizedTest
  @CsvSource({
    "2000, , , 2500, 1000, 750",
    "2000, 1500, , 2500, 1500, 1125",
    "2000, 1500, 1500, 2500, 1500, 1500",
    "2, , , 2500, 1, 1",
    "1, , , 2500, 1, 1",
    "2, 1, 1, 3, 1, 1",
  })
  void eachKindOfPlaceLiesWithinTheOneBeforeIt(
      int inFlight,
      @Nullable Integer asking,
      @Nullable Integer waiters,
      int connections,
      int calls,
      int waiting) {
    assertThat(AskingBounds.of(limits(inFlight, asking), waiters, connections))
        .isEqualTo(new AskingBounds(calls, waiting));
  }

  @Test
  void moreCallsThanConnectionsAreRefusedAtTheStart() {
    assertThatThrownBy(() -> AskingBounds.of(limits(2_500, null), null, 2_500))
        .isInstanceOf(InvalidConfigurationPropertyValueException.class)
        .hasMessageContaining("admit-one.gateway.limits.max-calls-in-flight")
        .hasMessageContaining("below server.tomcat.max-connections, which is 2500");
  }

  @Test
  void moreWhoWaitThanMayAskAreRefusedAtTheStart() {
    assertThatThrownBy(() -> AskingBounds.of(limits(2_000, null), 1_001, 2_500))
        .isInstanceOf(InvalidConfigurationPropertyValueException.class)
        .hasMessageContaining("admit-one.gateway.max-asking-waiters")
        .hasMessageContaining("max-asking-calls, which is 1000");
  }

  @ParameterizedTest
  @CsvSource({"2000, 2000", "2000, 10000", "2000, 0", "1, 1"})
  void whoAskMayNotHaveAllPlaces(int inFlight, int asking) {
    assertThatThrownBy(() -> limits(inFlight, asking))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("admit-one.gateway.limits.max-asking-calls must be at least 1 and");
  }

  private static LimitProperties limits(int maxCallsInFlight, @Nullable Integer maxAskingCalls) {
    Duration refill = Duration.ofSeconds(1);
    return new LimitProperties(
        1, refill, 1, refill, 1, refill, 1, 1, maxCallsInFlight, maxAskingCalls, 1);
  }
}
