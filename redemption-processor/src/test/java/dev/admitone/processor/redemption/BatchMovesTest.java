package dev.admitone.processor.redemption;

import static dev.admitone.processor.redemption.Domain.NOON;
import static dev.admitone.processor.redemption.Domain.fingerprint;
import static dev.admitone.processor.redemption.Domain.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How far a transaction takes the ledger's places. */
class BatchMovesTest {

  private static final Instant SERVER_START = NOON.minusSeconds(60);

  private final LanePlaces places = new LanePlaces(() -> new ComparedOn("topic-id", SERVER_START));

  @Test
  void theyGoPastThePollWithTheLastRecordBeforeThat() {
    places.begin(0, 5);
    Batch batch = batch(Map.of(0, 9L), request(0, 5), request(0, 7));

    assertThat(batch.moves(List.of()))
        .containsExactly(new PlaceMove(0, 5, 9, new LastRecord(7, appendedAt(7))));
  }

  @Test
  void theyStopAtTheFirstRequestThatIsLeft() {
    places.begin(0, 5);
    Request first = request(0, 6);
    Request second = request(0, 7);
    Batch batch = batch(Map.of(0, 8L), request(0, 5), first, second);

    assertThat(batch.moves(List.of(first, second)))
        .containsExactly(new PlaceMove(0, 5, 6, new LastRecord(5, appendedAt(5))));
  }

  @Test
  void eachPartitionHasItsOwn() {
    places.begin(0, 5);
    places.begin(1, 20);
    Batch batch = batch(Map.of(0, 6L, 1, 22L), request(0, 5), request(1, 20), request(1, 21));

    assertThat(batch.moves(List.of()))
        .containsExactly(
            new PlaceMove(0, 5, 6, new LastRecord(5, appendedAt(5))),
            new PlaceMove(1, 20, 22, new LastRecord(21, appendedAt(21))));
  }

  @Test
  void theyNeverGoBack() {
    places.begin(0, 9);
    assertThat(batch(Map.of(0, 7L), request(0, 6)).moves(List.of()))
        .containsExactly(new PlaceMove(0, 9, 9, null));
    assertThat(batch(Map.of(0, 9L), request(0, 8)).moves(List.of()))
        .containsExactly(new PlaceMove(0, 9, 9, null));
  }

  @Test
  void withoutARecordThereIsNoLastOne() {
    places.begin(0, 5);
    assertThat(batch(Map.of(0, 8L)).moves(List.of())).containsExactly(new PlaceMove(0, 5, 8, null));
  }

  @Test
  void aPartitionThatTheLaneHasNotBegunIsRefused() {
    Batch batch = batch(Map.of(0, 8L), request(0, 7));

    assertThatThrownBy(() -> batch.moves(List.of()))
        .isInstanceOf(PlaceElsewhereException.class)
        .hasMessageContaining("partition 0");
  }

  @Test
  void whatIsCommittedIsKnownAfterwards() {
    places.begin(0, 5);
    Batch batch = batch(Map.of(0, 9L), request(0, 8));
    assertThat(batch.isPassed(new Position(0, 4))).isTrue();
    assertThat(batch.isPassed(new Position(0, 5))).isFalse();

    batch.moved(batch.moves(List.of()));
    assertThat(batch.isPassed(new Position(0, 8))).isTrue();
    assertThat(batch.isPassed(new Position(0, 9))).isFalse();
    assertThat(batch.isPassed(new Position(1, 0))).isFalse();
    assertThat(places.nextOffset(0)).hasValue(9);

    places.forget(List.of(0));
    assertThat(places.nextOffset(0)).isEmpty();
  }

  @Test
  void aReplayKeepsNoPlaces() {
    Batch replay = new Batch(List.of(request(0, 5)), Map.of(0, 6L), null);

    assertThat(replay.moves(List.of())).isEmpty();
    assertThat(replay.isPassed(new Position(0, 0))).isFalse();
    replay.moved(List.of());
  }

  private Batch batch(Map<Integer, Long> nextOffsets, Request... requests) {
    return new Batch(List.of(requests), nextOffsets, places);
  }

  private static Request request(int partition, long offset) {
    return new Request(
        id(offset),
        fingerprint("at " + offset),
        "A",
        new Command.Refresh(),
        new SourceRecord(new Position(partition, offset), appendedAt(offset), null, null, null));
  }

  private static Instant appendedAt(long offset) {
    return NOON.plusSeconds(offset);
  }
}
