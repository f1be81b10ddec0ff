package dev.admitone.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LooksTest {

  private final AtomicLong nanos = new AtomicLong(-7);
  private final Looks looks = new Looks(100, Duration.ofSeconds(10), nanos::get);
  private final UUID request = UUID.randomUUID();

  @Test
  void aDecisionIsToldForTheFirstTimeOnceUntilThatIsForgotten() {
    assertThat(looks.isFirst(request)).isTrue();
    assertThat(looks.isFirst(request)).isFalse();
    assertThat(looks.isFirst(UUID.randomUUID())).isTrue();
    nanos.addAndGet(Duration.ofSeconds(10).toNanos() - 1);
    assertThat(looks.isFirst(request)).isFalse();
    nanos.incrementAndGet();
    assertThat(looks.isFirst(request)).isTrue();
  }

  @Test
  void aCallerHasSeenWhatItWasTold() {
    assertThat(looks.hasSeen(request, "ann")).isFalse();
    looks.saw(request, "ann");
    assertThat(looks.hasSeen(request, "ann")).isTrue();
    assertThat(looks.hasSeen(request, "bob")).isFalse();
    assertThat(looks.hasSeen(UUID.randomUUID(), "ann")).isFalse();
    assertThat(looks.isFirst(request)).isTrue();
    nanos.addAndGet(Duration.ofSeconds(10).toNanos());
    assertThat(looks.hasSeen(request, "ann")).isFalse();
  }

  @Test
  void theLatestAreRememberedWhereThereAreTooMany() {
    for (int i = 0; i < 10_000; i++) {
      nanos.incrementAndGet();
      looks.saw(new UUID(0, i), "ann");
      assertThat(looks.hasSeen(new UUID(0, i), "ann")).isTrue();
    }
    long remembered = 0;
    for (int i = 0; i < 10_000; i++) {
      remembered += looks.hasSeen(new UUID(0, i), "ann") ? 1 : 0;
    }
    assertThat(remembered).isBetween(80L, 100L);
  }
}
