package dev.admitone.ops.changes;

import dev.admitone.ops.audit.AuditAction;
import dev.admitone.ops.problem.Reason;
import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.schemas.avro.RepairCount;
import dev.admitone.schemas.codes.ContentFingerprints;
import dev.admitone.schemas.codes.Requests;
import java.util.UUID;

/**
 * Has the uses of an invite counted again, through the log: the lane that decides the code's
 * redemptions counts them, in the order of the log.
 */
public final class CountRepairs {

  /** The first version of the contract that has the command. */
  private static final int WRITE_VERSION_MIN = 2;

  private final CountsTable counts;
  private final AuditedCommands commands;
  private final int writeVersion;

  CountRepairs(CountsTable counts, AuditedCommands commands, int writeVersion) {
    this.counts = counts;
    this.commands = commands;
    this.writeVersion = writeVersion;
  }

  /**
   * Counts, and changes nothing.
   *
   * @param code in its canonical form
   * @throws RefusedCallException if there is no invite with this code
   */
  public CountRepair dryRun(String code) {
    CountsTable.Counts now = counts(code);
    return new CountRepair(code, now.stored(), now.counted(), true, null, null);
  }

  /**
   * Repairs the count. The audit has both numbers as they were before.
   *
   * @param code in its canonical form
   * @throws RefusedCallException if the operator may only look, if there is no invite with this
   *     code, if this deployment does not write the version that has the command, or if the log
   *     does not take it
   */
  public CountRepair repair(Cause cause, String code) {
    cause.operator().requireChange();
    // Also a bound: what the console counts within its limit a lane counts within its longer one.
    CountsTable.Counts now = counts(code);
    if (writeVersion < WRITE_VERSION_MIN) {
      // Encoded in an older version the request would have no command: it would be dead-lettered.
      throw new RefusedCallException(Reason.WRITE_VERSION_TOO_LOW);
    }
    String operator = cause.operator().name();
    RepairCount repair = new RepairCount(cause.reason(), operator);
    UUID id = Changes.id(cause, "repair-count", code, ContentFingerprints.of(code, repair));
    Change change =
        commands.carryOut(
            cause,
            AuditAction.REPAIR_COUNT,
            Requests.repairCount(id, code, cause.reason(), operator),
            AuditValues.ofCount(now.stored()),
            AuditValues.ofCount(now.counted()));
    return new CountRepair(code, now.stored(), now.counted(), false, id, change.invite());
  }

  private CountsTable.Counts counts(String code) {
    return counts.find(code).orElseThrow(() -> new RefusedCallException(Reason.UNKNOWN_CODE));
  }
}
