package dev.admitone.ops.search;

import dev.admitone.ops.ledger.LedgerTooSlowException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a range of time, the newest first, in slices: each is one question, which the
 * database ends if it takes long. A slice that was too long for it is cut; slices that are quick
 * grow. When the time for the search is over, the page says how far it has come.
 */
public final class TimeSearch {

  private static final Duration SLICE_FIRST = Duration.ofHours(1);
  private static final Duration SLICE_MIN = Duration.ofSeconds(1);
  private static final int GROWTH = 4;
  private static final int CUT = 16;

  private final Duration timeMax;
  private final LongSupplier nanos;

  /**
   * @param timeMax after which no further slice is begun
   * @param nanos a clock that never goes back
   */
  public TimeSearch(Duration timeMax, LongSupplier nanos) {
    this.timeMax = timeMax;
    this.nanos = nanos;
  }

  /** Finds the newest items of a slice. */
  @FunctionalInterface
  public interface Slice<T extends Timed> {

    /**
     * The items, the newest first.
     *
     * @param from the begin of the slice, which belongs to it
     * @param before the end of the slice; the item there does not belong to it
     */
    List<T> items(Instant from, TimeCursor before, int limit);
  }

  /**
   * The page behind the cursor.
   *
   * @param after null: the first page
   * @throws LedgerTooSlowException if not even the shortest slice ends in time
   */
  public <T extends Timed> Page<T> page(
      TimeRange range, @Nullable TimeCursor after, int limit, Slice<T> slice) {
    long begin = nanos.getAsLong();
    TimeCursor start = after == null ? TimeCursor.before(range.to()) : after;
    TimeCursor place = start;
    Duration length = SLICE_FIRST;
    List<T> found = new ArrayList<>();
    while (true) {
      Instant from = place.time().minus(length);
      if (from.isBefore(range.begin())) {
        from = range.begin();
      }
      try {
        found.addAll(slice.items(from, place, limit - found.size()));
        if (found.size() >= limit) {
          return page(range, found.getLast().cursor(), found, false);
        }
        if (!from.isAfter(range.begin())) {
          return new Page<>(range, range, found, false, null);
        }
        place = TimeCursor.before(from);
        length = length.multipliedBy(GROWTH);
      } catch (LedgerTooSlowException e) {
        if (length.compareTo(SLICE_MIN) <= 0) {
          if (place.equals(start)) {
            throw e;
          }
          return page(range, place, found, true);
        }
        length = length.dividedBy(CUT);
        length = length.compareTo(SLICE_MIN) < 0 ? SLICE_MIN : length;
      }
      // A page without any progress would be asked for again and again.
      if (!place.equals(start) && nanos.getAsLong() - begin > timeMax.toNanos()) {
        return page(range, place, found, true);
      }
    }
  }

  /**
   * The page behind the cursor, of a list that an index has in its order: one question finds it,
   * also in a long range.
   */
  public <T extends Timed> Page<T> pageInOrder(
      TimeRange range, @Nullable TimeCursor after, int limit, Slice<T> slice) {
    TimeCursor place = after == null ? TimeCursor.before(range.to()) : after;
    List<T> found = slice.items(range.begin(), place, limit);
    return found.size() >= limit
        ? page(range, found.getLast().cursor(), found, false)
        : new Page<>(range, range, found, false, null);
  }

  private static <T> Page<T> page(
      TimeRange range, TimeCursor place, List<T> found, boolean partial) {
    TimeRange searched = new TimeRange(place.time(), range.to());
    return new Page<>(range, searched, found, partial, place.text());
  }
}
