package dev.admitone.processor.redemption;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a request asks for. */
public sealed interface Command {

  /**
   * A user redeems the code.
   *
   * @param signup the profile that the user gets with the use; null where only the code is redeemed
   */
  record Redeem(String userId, @Nullable Signup signup) implements Command {

    /** Only the code is redeemed. */
    public Redeem(String userId) {
      this(userId, null);
    }
  }

  /** What operators do: the ledger keeps these whole, so that an audit can rebuild the state. */
  sealed interface Operator extends Command {}

  /**
   * Creates the code.
   *
   * @param maxUses null means unlimited
   */
  record CreateInvite(
      @Nullable Long maxUses,
      @Nullable Instant startsAt,
      @Nullable Instant expiresAt,
      String createdBy)
      implements Operator {}

  /**
   * Changes the code's limit, its validity, or whether it is revoked.
   *
   * @param maxUses to null: unlimited
   * @param revoked revoking a revoked code keeps the time of the first
   */
  record ChangeInvite(
      Change<Long> maxUses,
      Change<Instant> startsAt,
      Change<Instant> expiresAt,
      Change<Boolean> revoked,
      String changedBy)
      implements Operator {}

  /**
   * Gives a use back.
   *
   * @param useId the request that redeemed it
   */
  record ReleaseUse(UUID useId, String reason, String releasedBy) implements Operator {}

  /** Has the uses counted again, where the count drifted from the ledger's rows. */
  record RepairCount(String reason, String repairedBy) implements Operator {}

  /**
   * Erases a user, as far as the code is concerned.
   *
   * @param pseudonym what stands for the user from then on
   */
  record EraseUser(String userId, String pseudonym, String reason, String erasedBy)
      implements Operator {

    /** Says nothing of the user. */
    @Override
    public String toString() {
      return "EraseUser[pseudonym=%s]".formatted(pseudonym);
    }
  }

  /** What the ledger keeps no decision about: carried out wherever in the log it lies. */
  sealed interface Unrecorded extends Command {}

  /** Publishes the code's snapshot: it was changed by SQL. No decision, no result. */
  record Refresh() implements Unrecorded {}

  /**
   * A gateway asks for the decision about the request's id. The request has no code.
   *
   * @param at where the request lies that is asked about
   */
  record Ask(Position at) implements Unrecorded {}
}
