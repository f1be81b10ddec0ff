package dev.admitone.service.loglines;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * How many lines may be written within any minute. The first line of a kind always may; further
 * ones may while neither their kind nor all kinds together have reached their limit. So an outage
 * that has six kinds of lines writes some ten a minute, and a new kind is never hidden by it.
 *
 * <p>Safe for use by several threads.
 */
final class LineBudget {

  static final Duration PERIOD = Duration.ofMinutes(1);

  /** Of troubles, together with the line that says what was left out, at most ten a minute. */
  static final int TROUBLES_PER_KIND = 3;

  static final int TROUBLES_BEFORE_FIRST_LINES_ONLY = 5;

  /** Of what is no trouble. */
  static final int NEWS_PER_KIND = 9;

  /** Kinds that are remembered; those without a line for longest are forgotten first. */
  private static final int KINDS_MAX = 1_000;

  private final LongSupplier nanos;
  private final Map<String, Deque<Long>> writtenByKind =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Long>> eldest) {
          return size() > KINDS_MAX;
        }
      };
  private final Deque<Long> troubles = new ArrayDeque<>();
  private final Map<String, Integer> leftOut = new TreeMap<>();

  /** The clock is one that never goes back, such as {@link System#nanoTime}. */
  LineBudget(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** What became of a line. */
  enum Verdict {
    WRITTEN,
    LEFT_OUT,
    /** The first since {@link #takeLeftOut}. */
    FIRST_LEFT_OUT
  }

  /** A line about trouble: a warning or an error. */
  synchronized Verdict trouble(String kind, String name) {
    long now = nanos.getAsLong();
    Deque<Long> written = writtenOf(kind, now);
    forgetOld(troubles, now);
    boolean isAllowed =
        written.isEmpty()
            || (written.size() < TROUBLES_PER_KIND
                && troubles.size() < TROUBLES_BEFORE_FIRST_LINES_ONLY);
    if (!isAllowed) {
      return leaveOut(name);
    }
    written.addLast(now);
    troubles.addLast(now);
    return Verdict.WRITTEN;
  }

  /** Any other line. */
  synchronized Verdict news(String kind, String name) {
    long now = nanos.getAsLong();
    Deque<Long> written = writtenOf(kind, now);
    if (written.size() >= NEWS_PER_KIND) {
      return leaveOut(name);
    }
    written.addLast(now);
    return Verdict.WRITTEN;
  }

  /** How many lines were left out since this was asked last, by name. */
  synchronized Map<String, Integer> takeLeftOut() {
    Map<String, Integer> taken = new TreeMap<>(leftOut);
    leftOut.clear();
    return taken;
  }

  private Verdict leaveOut(String name) {
    boolean first = leftOut.isEmpty();
    leftOut.merge(name, 1, Integer::sum);
    return first ? Verdict.FIRST_LEFT_OUT : Verdict.LEFT_OUT;
  }

  private Deque<Long> writtenOf(String kind, long now) {
    Deque<Long> written = writtenByKind.computeIfAbsent(kind, _ -> new ArrayDeque<>());
    forgetOld(written, now);
    return written;
  }

  private static void forgetOld(Deque<Long> times, long now) {
    Long oldest = times.peekFirst();
    while (oldest != null && now - oldest >= PERIOD.toNanos()) {
      times.removeFirst();
      oldest = times.peekFirst();
    }
  }
}
