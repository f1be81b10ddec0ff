package dev.admitone.ops.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeCursorTest {

  @Test
  void isReadAsItWasWrittenToTheMicrosecond() {
    TimeCursor cursor =
        new TimeCursor(Instant.parse("2026-01-31T12:00:00.123456Z"), UUID.randomUUID());
    assertThat(TimeCursor.parse(cursor.text())).contains(cursor);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "_", "2026-01-31T12:00:00Z", "2026-01-31T12:00:00Z_", "x_1-1-1-1-1", "=1+1"})
  void anythingElseIsNone(String text) {
    assertThat(TimeCursor.parse(text)).isEmpty();
  }
}
