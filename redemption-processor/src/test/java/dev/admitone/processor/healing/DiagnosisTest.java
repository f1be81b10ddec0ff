package dev.admitone.processor.healing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DiagnosisTest {

  private static final Instant THEN = Instant.parse("2026-01-01T12:00:00Z");

  static Stream<List<String>> cases() throws IOException {
    return HealingTables.lines("diagnosis.txt");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theLedgersPlaceAndTheLogAreCompared(List<String> line) {
    Diagnosis diagnosis =
        Diagnosis.of(
            place(line.get(0)),
            log(line.get(1)),
            offset -> appendedAt(line.get(1), offset),
            () -> line.get(2).isEmpty() ? -1 : Long.parseLong(line.get(2)));
    assertThat(inWords(diagnosis)).isEqualTo(line.get(3));
  }

  private static String inWords(Diagnosis diagnosis) {
    return switch (diagnosis) {
      case Diagnosis.Same _ -> "same";
      case Diagnosis.OtherLog _ -> "other log";
      case Diagnosis.Behind behind ->
          "behind %d-%d%s"
              .formatted(
                  behind.from(),
                  behind.mark(),
                  behind.gone() == 0 ? "" : " without " + behind.gone());
    };
  }

  private static Place place(String words) {
    Long last = number(words, "last");
    return new Place(
        0,
        "A",
        Objects.requireNonNull(number(words, "next")),
        last,
        last == null ? null : THEN,
        0,
        null);
  }

  private static HealingLog.Partition log(String words) {
    String[] range = words.replaceFirst(" .*", "").split("-", 2);
    return new HealingLog.Partition(
        0,
        words.contains("topic=B") ? "B" : "A",
        Long.parseLong(range[0]),
        Long.parseLong(range[1]),
        number(words, "committed"));
  }

  private static Optional<Instant> appendedAt(String words, long offset) {
    if (Objects.equals(number(words, "gone"), offset)) {
      return Optional.empty();
    }
    boolean isOther = Objects.equals(number(words, "other"), offset);
    return Optional.of(isOther ? THEN.plusSeconds(1) : THEN);
  }

  private static @Nullable Long number(String words, String name) {
    return InvitesInWords.number(words, name);
  }
}
