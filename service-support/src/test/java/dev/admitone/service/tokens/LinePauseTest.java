package dev.admitone.service.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LinePauseTest {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final LinePause pause = new LinePause(Duration.ofNanos(10), nanos::get);
  private final List<Long> lines = new ArrayList<>();

  @Test
  void letsOneLineThroughInAPauseAndCountsTheOthers() {
    for (int i = 0; i < 25; i++) {
      pause.ifOver(lines::add);
      nanos.incrementAndGet();
    }
    assertThat(lines).containsExactly(0L, 9L, 9L);
  }

  @Test
  void beginsAnewWhereItsMatterHasChanged() {
    pause.ifOver(lines::add);
    pause.ifOver(lines::add);
    pause.end();
    pause.ifOver(lines::add);
    assertThat(lines).containsExactly(0L, 1L);
  }
}
