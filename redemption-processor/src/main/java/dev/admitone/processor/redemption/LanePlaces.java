package dev.admitone.processor.redemption;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * How far the partitions of one lane are decided, as it read when it began and as it wrote since.
 * Changed by the lane's thread alone.
 */
public final class LanePlaces {

  private final Map<Integer, Long> nextOffsets = new ConcurrentHashMap<>();
  private final Supplier<ComparedOn> lastComparison;

  /** The supplier gives what the process last compared. */
  public LanePlaces(Supplier<ComparedOn> lastComparison) {
    this.lastComparison = lastComparison;
  }

  /** What the process last compared. */
  public ComparedOn comparedOn() {
    return lastComparison.get();
  }

  /** The lane begins with the partition. */
  public void begin(int partition, long nextOffset) {
    nextOffsets.put(partition, nextOffset);
  }

  /** The partitions are another lane's. */
  public void forget(Collection<Integer> partitions) {
    nextOffsets.keySet().removeAll(partitions);
  }

  /** The offset of the next request that is not decided; empty if the lane has not begun. */
  public OptionalLong nextOffset(int partition) {
    Long next = nextOffsets.get(partition);
    return next == null ? OptionalLong.empty() : OptionalLong.of(next);
  }

  /** Whether the ledger has been past the position: it is only read for it. */
  boolean isPassed(Position position) {
    Long next = nextOffsets.get(position.partition());
    return next != null && position.offset() < next;
  }

  /** The moves are committed. */
  void moved(List<PlaceMove> moves) {
    moves.forEach(move -> nextOffsets.put(move.partition(), move.next()));
  }
}
