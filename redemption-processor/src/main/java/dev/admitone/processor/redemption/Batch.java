package dev.admitone.processor.redemption;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One poll of one lane.
 *
 * @param deliveries records in offset order within each partition
 * @param nextOffsets the consumer's position after the poll, for each partition that it advanced
 *     in: not the last record's offset and one, where transaction markers lie between
 * @param places what the lane knows of the ledger's places; null where none are kept (a replay)
 */
public record Batch(
    List<Delivery> deliveries, Map<Integer, Long> nextOffsets, @Nullable LanePlaces places) {

  /** Whether the ledger has been past the position. */
  public boolean isPassed(Position position) {
    return places != null && places.isPassed(position);
  }

  /**
   * The moves of a transaction, by partition: to the next request that is not decided by then, or
   * past the poll where there is none. Empty where no places are kept.
   *
   * @param open the requests that the transaction leaves, in the order of the batch
   * @throws PlaceElsewhereException if the lane has not begun with a partition
   */
  public List<PlaceMove> moves(List<Request> open) {
    if (places == null) {
      return List.of();
    }
    Map<Integer, Long> targets = new TreeMap<>(nextOffsets);
    for (Request request : open.reversed()) {
      targets.put(request.position().partition(), request.position().offset());
    }
    Map<Integer, LastRecord> lastRecords = lastRecords(targets);
    List<PlaceMove> moves = new ArrayList<>(targets.size());
    for (Map.Entry<Integer, Long> target : targets.entrySet()) {
      int partition = target.getKey();
      long known = known(places, partition);
      moves.add(
          target.getValue() > known
              ? new PlaceMove(partition, known, target.getValue(), lastRecords.get(partition))
              : new PlaceMove(partition, known, known, null));
    }
    return moves;
  }

  private static long known(LanePlaces places, int partition) {
    return places
        .nextOffset(partition)
        .orElseThrow(
            () ->
                new PlaceElsewhereException(
                    "the lane has not begun with partition " + partition, null));
  }

  /** The moves are committed. */
  public void moved(List<PlaceMove> moves) {
    if (places != null) {
      places.moved(moves);
    }
  }

  /** The last record before each target. */
  private Map<Integer, LastRecord> lastRecords(Map<Integer, Long> targets) {
    Map<Integer, LastRecord> lastRecords = new HashMap<>();
    for (int i = deliveries.size() - 1; i >= 0 && lastRecords.size() < targets.size(); i--) {
      Position position = deliveries.get(i).position();
      Long target = targets.get(position.partition());
      if (target != null
          && position.offset() < target
          && !lastRecords.containsKey(position.partition())) {
        lastRecords.put(
            position.partition(),
            new LastRecord(position.offset(), deliveries.get(i).source().appendedAt()));
      }
    }
    return lastRecords;
  }
}
