package dev.admitone.processor.redemption;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Bounds how often the snapshots of a code that is used again and again are published: not with
 * each batch. The results have the uses anyway; the snapshots are for gateways that start later.
 * Thread-safe.
 *
 * <p>The first use of a period is published at once, so that codes that are used seldom cost no
 * note. With the next use the code is noted in the ledger, in the batch's transaction: its snapshot
 * is owed, also when this process is killed, and goes out an interval later. While the note stands,
 * further uses need nothing. It certainly stands for the rest of the period, which is shorter than
 * the interval: the difference is for clocks of the database that jump.
 */
public final class SnapshotSchedule {

  /** Beyond it a period ends early: its codes are published again. Some ten megabytes. */
  private static final int CODES_MAX = 100_000;

  private final Duration interval;
  private final long periodNanos;
  private final LongSupplier nanoTime;
  private Period period;

  /** What became of the codes that were used in it; false: shown, true: noted. */
  private record Period(long beganNanos, Map<String, Boolean> isNotedByCode) {}

  /**
   * Begins with a period in which nothing was used.
   *
   * @param interval how long a snapshot is owed
   * @param nanoTime a clock that never jumps
   */
  public SnapshotSchedule(Duration interval, LongSupplier nanoTime) {
    this.interval = interval;
    this.periodNanos = interval.toNanos() / 4 * 3;
    this.nanoTime = nanoTime;
    this.period = new Period(nanoTime.getAsLong(), new HashMap<>());
  }

  /** Which snapshots go out after the batch. */
  public synchronized SnapshotPlan plan(BatchDecisions decisions) {
    Period now = period();
    List<Invite> atOnce = new ArrayList<>();
    List<String> owed = new ArrayList<>();
    for (Invite invite : decisions.snapshots()) {
      String code = invite.code();
      switch (decisions.urgency(code)) {
        case NONE -> {}
        case AT_ONCE -> atOnce.add(invite);
        case OWED -> {
          Boolean isNoted = now.isNotedByCode().get(code);
          if (isNoted == null) {
            atOnce.add(invite);
          } else if (!isNoted) {
            owed.add(code);
          }
        }
      }
    }
    return new SnapshotPlan(
        atOnce, new OwedSnapshots(owed, interval), () -> committed(now, atOnce, owed));
  }

  /** Notes that were rolled back do not stand; those of an earlier period may be taken soon. */
  private synchronized void committed(Period then, List<Invite> atOnce, List<String> owed) {
    atOnce.forEach(invite -> then.isNotedByCode().putIfAbsent(invite.code(), false));
    owed.forEach(code -> then.isNotedByCode().put(code, true));
  }

  private Period period() {
    long now = nanoTime.getAsLong();
    if (now - period.beganNanos() >= periodNanos || period.isNotedByCode().size() >= CODES_MAX) {
      period = new Period(now, new HashMap<>());
    }
    return period;
  }
}
