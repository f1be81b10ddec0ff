package dev.admitone.processor.healing;

import dev.admitone.processor.redemption.Acceptance;
import dev.admitone.processor.redemption.Outcome;
import dev.admitone.processor.redemption.RefusalReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What was answered to the records of one partition between two offsets. Takes five bytes for each
 * offset, so that millions of answers fit. Where one record was answered several times, the last
 * answer counts. Used by one thread.
 */
public final class PublishedAnswers {

  private static final List<Published> KINDS = kinds();
  private static final byte NOTHING = 0;

  private final long from;
  private final byte[] kinds;
  private final int[] ids;

  /**
   * Begins without answers.
   *
   * @param from the first offset
   * @param to the offset after the last one
   */
  public PublishedAnswers(long from, long to) {
    this.from = from;
    int size = Math.toIntExact(to - from);
    this.kinds = new byte[size];
    this.ids = new int[size];
  }

  /**
   * Notes an answer; one outside of the range is left out.
   *
   * @param answered the offset of the record that it answers
   * @param decided the offset of the record that was decided: another one for a request sent again
   */
  public void note(long answered, long decided, UUID requestId, Published answer) {
    if (answered == decided) {
      put(answered, requestId, answer);
      return;
    }
    put(answered, requestId, Published.Unchanging.REPEATED);
    if (isWithin(decided) && kinds[index(decided)] == NOTHING) {
      put(decided, requestId, answer);
    }
  }

  /** What was answered to the request at that offset; empty if nothing was. */
  public Optional<Published> to(long offset, UUID requestId) {
    if (!isWithin(offset)) {
      return Optional.empty();
    }
    int index = index(offset);
    return kinds[index] == NOTHING || ids[index] != requestId.hashCode()
        ? Optional.empty()
        : Optional.of(KINDS.get(kinds[index] - 1));
  }

  private void put(long offset, UUID requestId, Published answer) {
    if (isWithin(offset)) {
      kinds[index(offset)] = (byte) (KINDS.indexOf(answer) + 1);
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
