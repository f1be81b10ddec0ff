package dev.admitone.ops.statistics.counts;

import java.time.Instant;

/** Detects what is unusual among the refusals. */
final class Spikes {

  /** With how many minutes before it a minute is compared. */
  static final int MINUTES_BEFORE = 60;

  private final Counts counts;
  private final Attempts attempts;
  private final Alerts alerts;
  private final Limits limits;
  private final Events events;

  Spikes(Counts counts, Attempts attempts, Alerts alerts, Limits limits, Events events) {
    this.counts = counts;
    this.attempts = attempts;
    this.alerts = alerts;
    this.limits = limits;
    this.events = events;
  }

  /**
   * Takes note of a refusal.
   *
   * @param isRecent whether its hour is still followed
   */
  void refused(Decided refusal, boolean isRecent) {
    byReason(refusal);
    String user = refusal.user();
    if (user == null || !isRecent) {
      return;
    }
    int codes = attempts.add(AlertKind.USER, refusal.at(), user, refusal.code());
    note(AlertKind.USER, user, refusal.at(), codes, limits.codesTried());
    int users = attempts.add(AlertKind.CODE, refusal.at(), refusal.code(), user);
    note(AlertKind.CODE, refusal.code(), refusal.at(), users, limits.usersRefused());
  }

  private void byReason(Decided refusal) {
    long minute = Step.MINUTE.slot(refusal.at());
    String reason = refusal.outcome();
    long now = counts.add(key(minute, reason), 1);
    if (now < limits.refusalsMin()) {
      return;
    }
    long before = 0;
    for (int i = 1; i <= MINUTES_BEFORE; i++) {
      before += counts.get(key(minute - i, reason));
    }
    long usual = Math.ceilDiv(before * limits.refusalsFactor(), MINUTES_BEFORE);
    note(AlertKind.REFUSALS, reason, refusal.at(), now, Math.max(limits.refusalsMin(), usual));
  }

  private static String key(long minute, String reason) {
    return Keys.of(Keys.BY_REASON, Step.MINUTE.key(minute), reason);
  }

  private void note(AlertKind kind, String subject, Instant at, long count, long spike) {
    if (count >= spike && alerts.note(new Alert(kind, subject, at, at, count, spike - 1))) {
      events.detected(kind);
    }
  }
}
