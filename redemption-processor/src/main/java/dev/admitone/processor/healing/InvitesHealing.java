package dev.admitone.processor.healing;

import java.util.ArrayList;
import java.util.List;

/** Brings the invites and the invites topic together. */
final class InvitesHealing {

  private static final int CODES_AT_ONCE = 1_000;
  private static final int NOTES_AT_ONCE = 20_000;

  private final HealingLog log;
  private final HealingLedger ledger;
  private final Report report;

  InvitesHealing(HealingLog log, HealingLedger ledger, Report report) {
    this.log = log;
    this.ledger = ledger;
    this.report = report;
  }

  /** Copies the topic beside the ledger, where codes are looked up and compared. */
  void readTopic() {
    ledger.forgetSnapshots();
    log.snapshots(
        snapshots ->
            ledger.inTransaction(
                () -> {
                  ledger.keep(snapshots);
                  return snapshots;
                }));
  }

  /** Takes from the topic what it alone has. */
  void reconcile() {
    long count = 0;
    String after = "";
    while (true) {
      String from = after;
      List<Reconciliation> done =
          ledger.inTransaction(
              () -> {
                List<Reconciliation> all = new ArrayList<>();
                for (HealingLedger.Compared one : ledger.compare(from, CODES_AT_ONCE)) {
                  all.add(Reconciliation.of(one.row(), one.topic(), one.touched()));
                }
                ledger.reconcile(all);
                return all;
              });
      if (done.isEmpty()) {
        break;
      }
      done.forEach(one -> one.findings().forEach(report::found));
      count += done.size();
      after = done.getLast().invite().code();
    }
    ledger.forgetSnapshots();
    report.say("%d codes compared with the invites topic".formatted(count));
  }

  /** Notes every code: a lane publishes its snapshot. */
  void publishAll() {
    String code = "";
    do {
      String from = code;
      code = ledger.inTransaction(() -> ledger.noteAfter(from, NOTES_AT_ONCE));
    } while (!code.isEmpty());
    report.say("the snapshots of all codes are published again once the lanes run");
  }
}
