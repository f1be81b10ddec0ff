package dev.admitone.ops.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a search goes on, as text. */
class OffsetCursorTest {

  @Test
  void isReadAsItWasWritten() {
    Map<Integer, Long> offsets = Map.of(0, 0L, 7, 123L, 23, Long.MAX_VALUE / 10);
    String text = OffsetCursor.text(offsets);
    assertThat(text).startsWith("0-0_7-123_23-");
    assertThat(OffsetCursor.parse(text)).contains(offsets);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "_", "1", "1-", "-1", "1-2_", "1-2_3", "a-1", "1-1111111111111111111", "1--1"})
  void somethingElseIsNone(String text) {
    assertThat(OffsetCursor.parse(text)).isEmpty();
  }
}
