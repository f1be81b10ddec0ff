package dev.admitone.processor.healing;

import dev.admitone.processor.redemption.Acceptance;
import dev.admitone.processor.redemption.Outcome;
import dev.admitone.processor.redemption.RefusalReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The results of the records of one partition between two offsets. Takes five bytes for each
 * offset, so that millions of results fit. Where one record has several results, the last one
 * counts. Used by one thread.
 */
public final class PublishedResults {

  private static final List<Published> KINDS = kinds();
  private static final byte NOTHING = 0;

  private final long from;
  private final byte[] kinds;
  private final int[] ids;

  /**
   * Begins without results.
   *
   * @param from the first offset
   * @param to the offset after the last one
   */
  public PublishedResults(long from, long to) {
    this.from = from;
    int size = Math.toIntExact(to - from);
    this.kinds = new byte[size];
    this.ids = new int[size];
  }

  /**
   * Notes a result; one outside of the range is left out.
   *
   * @param offset the offset of the record that got it
   * @param decided the offset of the record that was decided: another one for a request sent again
   */
  public void note(long offset, long decided, UUID requestId, Published result) {
    if (offset == decided) {
      put(offset, requestId, result);
      return;
    }
    put(offset, requestId, Published.Unchanging.REPEATED);
    if (isWithin(decided) && kinds[index(decided)] == NOTHING) {
      put(decided, requestId, result);
    }
  }

  /** The result of the request at that offset; empty if there is none. */
  public Optional<Published> at(long offset, UUID requestId) {
    if (!isWithin(offset)) {
      return Optional.empty();
    }
    int index = index(offset);
    return kinds[index] == NOTHING || ids[index] != requestId.hashCode()
        ? Optional.empty()
        : Optional.of(KINDS.get(kinds[index] - 1));
  }

  private void put(long offset, UUID requestId, Published result) {
    if (isWithin(offset)) {
      kinds[index(offset)] = (byte) (KINDS.indexOf(result) + 1);
      ids[index(offset)] = requestId.hashCode();
    }
  }

  private boolean isWithin(long offset) {
    return offset >= from && offset - from < kinds.length;
  }

  private int index(long offset) {
    return (int) (offset - from);
  }

  private static List<Published> kinds() {
    List<Published> all = new ArrayList<>(List.of(Published.Unchanging.values()));
    for (Outcome outcome : Acceptance.values()) {
      all.add(new Published.Decided(outcome));
    }
    for (Outcome outcome : RefusalReason.values()) {
      all.add(new Published.Decided(outcome));
    }
    return List.copyOf(all);
  }
}
