package dev.admitone.faults.history;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's rows once everything has recovered.
 *
 * @param repaired codes whose count was wrong, and was set right
 * @param changedBySql codes that SQL changed beside the log
 */
public record LedgerRows(
    List<Invite> invites,
    List<Use> uses,
    List<Decision> decisions,
    List<Progress> progress,
    List<Profile> profiles,
    List<Release> releases,
    Set<String> repaired,
    Set<String> changedBySql) {

  /** Takes copies. */
  public LedgerRows {
    invites = List.copyOf(invites);
    uses = List.copyOf(uses);
    decisions = List.copyOf(decisions);
    progress = List.copyOf(progress);
    profiles = List.copyOf(profiles);
    releases = List.copyOf(releases);
    repaired = Set.copyOf(repaired);
    changedBySql = Set.copyOf(changedBySql);
  }

  /** Table {@code invites}. */
  public record Invite(
      UUID id,
      String code,
      @Nullable Long maxUses,
      long currentUses,
      @Nullable Instant startsAt,
      @Nullable Instant expiresAt,
      @Nullable Instant revokedAt) {}

  /** Table {@code invite_uses}. */
  public record Use(UUID id, UUID inviteId, String userId, Instant usedAt) {}

  /** Table {@code redemption_decisions}. */
  public record Decision(
      UUID id,
      String code,
      @Nullable String userId,
      String outcome,
      Instant decidedAt,
      Place place,
      String fingerprint) {}

  /**
   * Table {@code profiles}, without what is personal.
   *
   * @param useId the use that it came with
   */
  public record Profile(String userId, UUID useId) {}

  /**
   * Table {@code invite_releases}.
   *
   * @param id the request's that gave the use back
   */
  public record Release(UUID id, UUID useId, UUID inviteId, Instant releasedAt) {}

  /**
   * Table {@code ledger_places}.
   *
   * @param reason why nothing is decided; null: nothing is wrong
   */
  public record Progress(int partition, long nextOffset, @Nullable String reason) {}
}
