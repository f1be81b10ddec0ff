package dev.admitone.faults.checker;

import dev.admitone.faults.history.LedgerRows;
import dev.admitone.faults.history.Logged;
import dev.admitone.faults.history.Outcomes;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A code as its log makes it: a second statement of the rules, one request at a time, which shares
 * nothing with the processor's. Used by one thread.
 */
final class CodeState {

  private final Map<String, LedgerRows.Use> usesByUser = new HashMap<>();
  private final Map<UUID, String> usersByUse = new HashMap<>();
  private final Set<UUID> released = new HashSet<>();
  private @Nullable UUID inviteId;
  private @Nullable Long maxUses;
  private @Nullable Instant startsAt;
  private @Nullable Instant expiresAt;
  private boolean isRevoked;

  /** Empty until a request created the code. */
  @Nullable UUID inviteId() {
    return inviteId;
  }

  int uses() {
    return usesByUser.size();
  }

  /** By the user. */
  Map<String, LedgerRows.Use> usesByUser() {
    return Map.copyOf(usesByUser);
  }

  @Nullable Long maxUses() {
    return maxUses;
  }

  boolean isRevoked() {
    return isRevoked;
  }

  @Nullable Instant startsAt() {
    return startsAt;
  }

  @Nullable Instant expiresAt() {
    return expiresAt;
  }

  boolean hasUse(String userId) {
    return usesByUser.containsKey(userId);
  }

  boolean isFull() {
    Long limit = maxUses;
    return limit != null && uses() >= limit;
  }

  /**
   * What has to be decided about the request, by name.
   *
   * @param now its append time
   */
  String expected(Logged.Request request, Instant now) {
    return switch (request.wish()) {
      case Logged.Redeem redeem -> expected(redeem, now);
      case Logged.Create _ -> inviteId == null ? Outcomes.DONE : Outcomes.CODE_EXISTS;
      case Logged.Change _ -> inviteId == null ? Outcomes.UNKNOWN_CODE : Outcomes.DONE;
      case Logged.Release release -> expected(release);
      case Logged.Nothing _ -> Outcomes.NOT_DECIDED;
    };
  }

  private String expected(Logged.Redeem redeem, Instant now) {
    if (inviteId == null) {
      return Outcomes.UNKNOWN_CODE;
    }
    if (hasUse(redeem.userId())) {
      return Outcomes.ALREADY_USED;
    }
    if (isRevoked) {
      return Outcomes.REVOKED;
    }
    if (startsAt != null && now.isBefore(startsAt)) {
      return Outcomes.NOT_YET_VALID;
    }
    if (expiresAt != null && !now.isBefore(expiresAt)) {
      return Outcomes.EXPIRED;
    }
    return isFull() ? Outcomes.EXHAUSTED : Outcomes.REDEEMED;
  }

  private String expected(Logged.Release release) {
    if (released.contains(release.useId())) {
      return Outcomes.ALREADY_RELEASED;
    }
    return usersByUse.containsKey(release.useId()) ? Outcomes.RELEASED : Outcomes.USE_NOT_FOUND;
  }

  /** Carries out what the ledger decided, whether that was right or not. */
  void apply(Logged.Request request, String outcome, Instant now) {
    switch (request.wish()) {
      case Logged.Redeem redeem when outcome.equals(Outcomes.REDEEMED) -> use(request, redeem, now);
      case Logged.Create create when outcome.equals(Outcomes.DONE) -> {
        inviteId = request.id();
        maxUses = create.maxUses();
        startsAt = create.startsAt();
        expiresAt = create.expiresAt();
      }
      case Logged.Change change when outcome.equals(Outcomes.DONE) -> change(change);
      case Logged.Release release when outcome.equals(Outcomes.RELEASED) -> release(release);
      default -> {}
    }
  }

  private void use(Logged.Request request, Logged.Redeem redeem, Instant now) {
    UUID invite = inviteId;
    if (invite == null || hasUse(redeem.userId())) {
      return;
    }
    usesByUser.put(
        redeem.userId(), new LedgerRows.Use(request.id(), invite, redeem.userId(), now));
    usersByUse.put(request.id(), redeem.userId());
  }

  private void change(Logged.Change change) {
    if (change.maxUses() != null) {
      maxUses = change.maxUses().maxUses();
    }
    if (change.startsAt() != null) {
      startsAt = change.startsAt().time();
    }
    if (change.expiresAt() != null) {
      expiresAt = change.expiresAt().time();
    }
    if (change.revoked() != null) {
      isRevoked = change.revoked();
    }
  }

  private void release(Logged.Release release) {
    String user = usersByUse.remove(release.useId());
    if (user != null) {
      usesByUser.remove(user);
      released.add(release.useId());
    }
  }
}
