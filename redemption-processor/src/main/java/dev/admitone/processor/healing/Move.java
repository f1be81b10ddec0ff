package dev.admitone.processor.healing;

import dev.admitone.processor.redemption.Delivery;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a place goes, and the last record before it.
 *
 * @param last its offset; null if none was read
 */
record Move(long next, @Nullable Long last, @Nullable Instant lastAppendedAt) {

  /**
   * To the first record that is left open.
   *
   * @param firstOpen null: past the whole batch
   */
  static Move until(HealingLog.Batch batch, @Nullable Delivery firstOpen) {
    @Nullable Delivery last = null;
    for (Delivery delivery : batch.deliveries()) {
      if (firstOpen != null && delivery.position().equals(firstOpen.position())) {
        break;
      }
      last = delivery;
    }
    return new Move(
        firstOpen == null ? batch.next() : firstOpen.position().offset(),
        last == null ? null : last.position().offset(),
        last == null ? null : last.source().appendedAt());
  }
}
