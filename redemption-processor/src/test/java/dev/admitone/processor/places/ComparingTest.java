package dev.admitone.processor.places;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.processor.redemption.LastRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ledger and log side by side, as tables of cases. */
class ComparingTest {

  private static final UUID OURS = UUID.fromString("00000000-0000-0000-0000-000000000001");
  private static final UUID THEIRS = UUID.fromString("00000000-0000-0000-0000-000000000002");
  private static final String TOPIC = "AAAAAAAAAAAAAAAAAAAAAA";
  private static final String OTHER_TOPIC = "BBBBBBBBBBBBBBBBBBBBBB";
  private static final Instant TIME = Instant.parse("2026-11-28T12:00:00Z");

  /**
   * place: next offset [@topic] [last:offset] [results:first]. log: start..end [record at the last
   * offset: same, later, none]. committed: offset [ours or theirs, topic, place]. answered: result
   * offset>request offset.
   */
  @ParameterizedTest(name = "{0} | {1} | {2} | {3} -> {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # place             | log         | committed          | answered | finding
          # They agree.
          10 last:9           | 0..10 same  | 10 ours 10         | 9>9      | together
          10 last:9           | 0..15 same  | 8 ours 10          | 9>7      | together
          10 last:9           | 0..15 same  | -                  | -        | together
          0                   | 0..0 none   | -                  | -        | together
          0                   | 0..5 none   | 0 ours 0           | -        | together
          # Retention took the last record, or all before the place.
          10 last:9           | 10..15 none | 10 ours 10         | 9>9      | together
          10 last:4           | 5..15 later | 10 ours 10         | 9>9      | together
          # The ledger is below a mark: each kind, capped at the end.
          10 last:9           | 0..15 same  | 12                 | -        | below 10 12
          10 last:9           | 0..15 same  | 12 ours 12         | -        | below 10 12
          10 last:9           | 0..15 same  | 8 ours 13          | -        | below 10 13
          10 last:9           | 0..15 same  | 8 ours 10          | 9>13     | below 10 14
          10 last:9           | 0..15 same  | 12 ours 13         | 9>10     | below 10 13
          10 last:9           | 0..15 same  | 99                 | -        | below 10 15
          10 last:9           | 0..10 same  | 99                 | -        | together
          # Commits of another topic, and results of another log, say nothing.
          10 last:9           | 0..15 same  | 12 ours-other 14   | -        | together
          10 last:9           | 0..15 same  | 12 theirs-other 14 | -        | together
          10 last:9 results:5 | 0..15 same  | 10 ours 10         | 4>13     | together
          10 last:9 results:5 | 0..15 same  | 10 ours 10         | 5>13     | below 10 14
          # Another ledger's group.
          10 last:9           | 0..15 same  | 10 theirs 10       | -        | theirs
          -                   | 0..15 none  | 0 theirs 0         | -        | theirs
          # No place yet: an upgrade, or a new ledger.
          -                   | 0..0 none   | -                  | -        | below -1 0
          -                   | 0..15 none  | 12                 | 9>11     | below -1 12
          -                   | 0..15 none  | -                  | 9>11     | below -1 12
          - empty             | 0..15 none  | 12                 | -        | empty 12
          - empty             | 0..15 none  | 0                  | -        | below -1 0
          - empty             | 5..15 none  | 5                  | -        | below -1 5
          # Another log.
          10@other last:9     | 0..15 same  | 10 ours 10         | -        | was made again
          10 last:9           | 0..9 none   | 10 ours 10         | -        | was cut
          10 last:9           | 0..10 later | 10 ours 10         | -        | is another one
          10 last:9           | 0..10 none  | 10 ours 10         | -        | is another one
          10                  | 11..15 none | 10 ours 10         | -        | no longer in the log
          """)
  void findsWhatIsSo(String place, String log, String committed, String answered, String finding) {
    LedgerState ledger = ledger(place);
    String said =
        switch (Comparing.compare(
            ledger, "requests", TOPIC, partition(ledger, log, committed, answered))) {
          case Finding.Together _ -> "together";
          case Finding.BelowMark below -> "below %d %d".formatted(below.place(), below.mark());
          case Finding.Apart apart -> apart.what();
          case Finding.ForeignLedger foreign ->
              foreign.ledgerId().equals(THEIRS) ? "theirs" : "whose?";
          case Finding.EmptyLedger empty -> "empty " + empty.committed();
        };
    assertThat(said).contains(finding);
  }

  @ParameterizedTest(name = "log from {0}, place {1}, committed {2} -> {3}")
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      textBlock =
          """
          # start | place | committed | beginning
          0       | 100   | 100       | 100
          0       | 100   | 90        | 90
          0       | 100   | 110       | 100
          95      | 100   | 90        | 95
          0       | 100   | -         | 60
          70      | 100   | -         | 70
          0       | 30    | -         | 0
          0       | 0     | -         | 0
          """)
  void beginsWhereAnswersMayBeUnpublished(
      long start, long place, @Nullable Long committed, long beginning) {
    assertThat(Comparing.beginning(start, place, committed, 40)).isEqualTo(beginning);
  }

  @Test
  void theNoteBesideACommittedOffsetIsReadByAllReleases() {
    CommitNote note = new CommitNote(OURS, TOPIC, 42);
    String text =
        "admit-one ledger=00000000-0000-0000-0000-000000000001 topic=AAAAAAAAAAAAAAAAAAAAAA"
            + " place=42";
    assertThat(note).hasToString(text);
    assertThat(CommitNote.parse(text)).contains(note);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "admit-one", "admit-one ledger=x topic=y place=z", "by an operator"})
  void otherMetadataAreAnybodys(String metadata) {
    assertThat(CommitNote.parse(metadata)).isEmpty();
  }

  private static LedgerState ledger(String place) {
    Map<Integer, Place> places = new HashMap<>();
    if (!place.startsWith("-")) {
      String[] parts = place.split(" +", -1);
      boolean isOther = parts[0].endsWith("@other");
      LastRecord last = null;
      long firstResult = 0;
      for (String part : parts) {
        if (part.startsWith("last:")) {
          last = new LastRecord(Long.parseLong(part.substring(5)), TIME);
        }
        if (part.startsWith("results:")) {
          firstResult = Long.parseLong(part.substring(8));
        }
      }
      places.put(
          0,
          new Place(
              0,
              isOther ? OTHER_TOPIC : TOPIC,
              Long.parseLong(parts[0].replace("@other", "")),
              last,
              firstResult,
              null));
    }
    return new LedgerState(OURS, TIME, false, !place.equals("- empty"), places);
  }

  private static LogPartition partition(
      LedgerState ledger, String log, String committed, String answered) {
    String[] parts = log.split("\\.\\.| ", -1);
    Place place = ledger.places().get(0);
    LastRecord last = place == null ? null : place.last();
    LastRecord found =
        switch (parts[2]) {
          case "same" -> last;
          case "later" -> new LastRecord(last == null ? 0 : last.offset(), TIME.plusMillis(1));
          default -> null;
        };
    return new LogPartition(
        0,
        Long.parseLong(parts[0]),
        Long.parseLong(parts[1]),
        committed(committed),
        answered(answered),
        found);
  }

  private static @Nullable Committed committed(String text) {
    if (text.equals("-")) {
      return null;
    }
    String[] parts = text.split(" ", -1);
    Optional<CommitNote> note =
        parts.length == 1
            ? Optional.empty()
            : Optional.of(
                new CommitNote(
                    parts[1].startsWith("ours") ? OURS : THEIRS,
                    parts[1].endsWith("-other") ? OTHER_TOPIC : TOPIC,
                    Long.parseLong(parts[2])));
    return new Committed(Long.parseLong(parts[0]), note);
  }

  private static @Nullable LastResult answered(String text) {
    if (text.equals("-")) {
      return null;
    }
    String[] parts = text.split(">", -1);
    return new LastResult(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
  }
}
