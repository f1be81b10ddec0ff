package dev.admitone.faults.checker;

import dev.admitone.faults.history.LedgerRows;
import dev.admitone.faults.history.Logged;
import dev.admitone.faults.history.Outcomes;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A code as its log makes it: a second statement of the rules, one request at a time, which shares
 * nothing with the processor's. Used by one thread.
 */
final class CodeState {

  private final Map<String, LedgerRows.Use> usesByUser = new HashMap<>();
  private final Map<UUID, String> usersByUse = new HashMap<>();
  private final Map<UUID, LedgerRows.Release> released = new HashMap<>();
  private final Map<String, String> pseudonyms = new HashMap<>();
  private final Map<String, LedgerRows.Profile> profiles = new HashMap<>();
  private final Map<UUID, String> decidedUsers = new HashMap<>();
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

  /** Those that came with a use of this code. */
  Collection<LedgerRows.Profile> profiles() {
    return List.copyOf(profiles.values());
  }

  /** Uses that were given back. */
  Collection<LedgerRows.Release> releases() {
    return List.copyOf(released.values());
  }

  /** By the request's id, the user as the ledger has to name it now. */
  Map<UUID, String> decidedUsers() {
    return Map.copyOf(decidedUsers);
  }

  /** Whether the user has one, be it under the pseudonym of a user that was erased. */
  boolean hasUse(String userId) {
    return usesByUser.containsKey(nameOf(userId));
  }

  /** As text. */
  String useOf(String userId) {
    return String.valueOf(usesByUser.get(nameOf(userId)));
  }

  /** An erased user is recognized by the use that the pseudonym has. */
  private String nameOf(String userId) {
    String pseudonym = pseudonyms.getOrDefault(userId, userId);
    return usesByUser.containsKey(pseudonym) ? pseudonym : userId;
  }

  /** Whether a signup of the user may add a profile to the use that the user has. */
  boolean mayGetProfile(String userId) {
    return hasUse(userId) && nameOf(userId).equals(userId) && !profiles.containsKey(userId);
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
      case Logged.Repair _ -> inviteId == null ? Outcomes.UNKNOWN_CODE : Outcomes.DONE;
      case Logged.Erase _ -> Outcomes.DONE;
      case Logged.Nothing _ -> Outcomes.NOT_DECIDED;
    };
  }

  private String expected(Logged.Redeem redeem, Instant now) {
    if (inviteId == null) {
      return Outcomes.UNKNOWN_CODE;
    }
    if (hasUse(redeem.userId())) {
      return redeem.signup() && mayGetProfile(redeem.userId())
          ? Outcomes.REDEEMED
          : Outcomes.ALREADY_USED;
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
    if (released.containsKey(release.useId())) {
      return Outcomes.ALREADY_RELEASED;
    }
    return usersByUse.containsKey(release.useId()) ? Outcomes.RELEASED : Outcomes.USE_NOT_FOUND;
  }

  /** Carries out what the ledger decided, whether that was right or not. */
  void apply(Logged.Request request, String outcome, Instant now) {
    if (request.wish() instanceof Logged.Redeem redeem) {
      decidedUsers.put(request.id(), nameOf(redeem.userId()));
    }
    switch (request.wish()) {
      case Logged.Redeem redeem when outcome.equals(Outcomes.REDEEMED) -> use(request, redeem, now);
      case Logged.Create create when outcome.equals(Outcomes.DONE) -> {
        inviteId = request.id();
        maxUses = create.maxUses();
        startsAt = create.startsAt();
        expiresAt = create.expiresAt();
      }
      case Logged.Change change when outcome.equals(Outcomes.DONE) -> change(change);
      case Logged.Release release when outcome.equals(Outcomes.RELEASED) ->
          release(request, release, now);
      case Logged.Erase erase when outcome.equals(Outcomes.DONE) -> erase(erase);
      default -> {}
    }
  }

  private void use(Logged.Request request, Logged.Redeem redeem, Instant now) {
    UUID invite = inviteId;
    if (invite == null) {
      return;
    }
    String user = redeem.userId();
    if (redeem.signup() && (!hasUse(user) || mayGetProfile(user))) {
      LedgerRows.Use older = usesByUser.get(user);
      profiles.put(user, new LedgerRows.Profile(user, older == null ? request.id() : older.id()));
    }
    if (!hasUse(user)) {
      usesByUser.put(user, new LedgerRows.Use(request.id(), invite, user, now));
      usersByUse.put(request.id(), user);
    }
  }

  /** The pseudonym takes the user's place in all that there is. */
  private void erase(Logged.Erase erase) {
    String user = erase.userId();
    String pseudonym = erase.pseudonym();
    pseudonyms.put(user, pseudonym);
    profiles.remove(user);
    decidedUsers.replaceAll((_, name) -> name.equals(user) ? pseudonym : name);
    LedgerRows.Use use = usesByUser.remove(user);
    if (use != null) {
      usesByUser.put(
          pseudonym, new LedgerRows.Use(use.id(), use.inviteId(), pseudonym, use.usedAt()));
      usersByUse.put(use.id(), pseudonym);
    }
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

  private void release(Logged.Request request, Logged.Release release, Instant now) {
    UUID use = release.useId();
    String user = usersByUse.remove(use);
    if (user != null) {
      LedgerRows.Use gone = usesByUser.remove(user);
      if (gone != null) {
        released.put(use, new LedgerRows.Release(request.id(), use, gone.inviteId(), now));
      }
    }
  }
}
