package dev.admitone.processor.healing;

import dev.admitone.processor.redemption.Invite;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares an invite with the topic's snapshot of it, once all published decisions are carried out:
 * what the topic alone has is taken from it, and the next snapshot will be newer than any that a
 * reader may have seen.
 *
 * @param invite the invite as it is to be written
 */
public record Reconciliation(Invite invite, BySql bySql, List<Finding> findings) {

  /** What the topic alone has: a change by SQL that the ledger keeps beside the log. */
  public enum BySql {
    NOTHING,
    /** Limit or validity. */
    REDEFINED,
    /** The ledger lacks the invite. */
    MADE
  }

  /** More changes than any reader can have seen beyond the topic's newest snapshot. */
  public static final long VERSION_STEP = 1L << 20;

  /**
   * What a healing did to an invite.
   *
   * @param versionBefore the invite's version before the healing touched it
   * @param redefined whether an operator's change of limit or validity was carried out
   */
  public record Touched(long versionBefore, boolean redefined) {}

  /**
   * Compares.
   *
   * @param row the ledger's; null if it has none
   * @param topic the topic's newest; null if it has none. Not both are null
   * @param touched null if no decision was carried out on it
   */
  public static Reconciliation of(
      @Nullable Invite row, @Nullable Snapshot topic, @Nullable Touched touched) {
    List<Finding> findings = new ArrayList<>();
    if (row == null) {
      return missing(topic, findings);
    }
    long version = Math.max(row.version(), topic == null ? 0 : topic.version()) + VERSION_STEP;
    Invite result = row.withVersion(version);
    BySql bySql = BySql.NOTHING;
    if (topic != null) {
      if (isRedefined(row, topic, touched, findings)) {
        bySql = BySql.REDEFINED;
        result = topic.define(row, version);
      }
      uses(row, topic, findings);
    }
    if (result.isOverLimit() && !isAsPublished(result, topic)) {
      long limit = result.maxUses() == null ? 0 : result.maxUses();
      findings.add(new Finding.OverLimit(result.code(), result.currentUses(), limit));
    }
    return new Reconciliation(result, bySql, findings);
  }

  private static Reconciliation missing(@Nullable Snapshot topic, List<Finding> findings) {
    if (topic == null) {
      throw new IllegalArgumentException("neither the ledger nor the topic has the invite");
    }
    findings.add(new Finding.TakenFromTopic(topic.code()));
    Invite invite = topic.withoutUses(topic.version() + VERSION_STEP);
    uses(topic.withoutUses(topic.version()), topic, findings);
    return new Reconciliation(invite, BySql.MADE, findings);
  }

  /** Whether the topic's limit and validity are the newer ones. */
  private static boolean isRedefined(
      Invite row, Snapshot topic, @Nullable Touched touched, List<Finding> findings) {
    long versionBefore = touched == null ? row.version() : touched.versionBefore();
    if (topic.version() <= versionBefore || topic.isDefinedAs(row)) {
      return false;
    }
    boolean operatorWasLater =
        touched != null && touched.redefined() && topic.version() < row.version();
    if (operatorWasLater) {
      findings.add(new Finding.DefinitionUnclear(row.code()));
      return false;
    }
    findings.add(new Finding.RedefinedFromTopic(row.code()));
    return true;
  }

  /** An operator may lower a limit below what is used. */
  private static boolean isAsPublished(Invite invite, @Nullable Snapshot topic) {
    return topic != null
        && topic.currentUses() == invite.currentUses()
        && topic.isDefinedAs(invite);
  }

  /** A snapshot older than the row shows nothing: what came after it is in the log. */
  private static void uses(Invite row, Snapshot topic, List<Finding> findings) {
    if (topic.version() >= row.version() && topic.currentUses() != row.currentUses()) {
      findings.add(new Finding.UsesLost(row.code(), row.currentUses(), topic.currentUses()));
    }
  }
}
