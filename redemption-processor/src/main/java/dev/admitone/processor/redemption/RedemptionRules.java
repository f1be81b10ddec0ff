package dev.admitone.processor.redemption;

import java.time.Instant;
import java.util.Optional;

/** The rules: what becomes of a request, from the request and the state at its offset alone. */
public final class RedemptionRules {

  private RedemptionRules() {}

  /** Decides; changes nothing. */
  public static Decision decide(Request request, BatchState state) {
    if (request.command() instanceof Command.Unrecorded unrecorded) {
      // Not entered in the ledger, so the id stays free: a replay must not find it reused.
      return unrecorded(request, unrecorded, state);
    }
    Optional<LedgerEntry> earlier = state.decision(request.id());
    if (earlier.isPresent()) {
      return earlier.get().isOf(request)
          ? new Decision.Repeated(earlier.get())
          : new Decision.RequestIdReused();
    }
    return switch (request.command()) {
      case Command.Redeem redeem -> redeem(request, redeem, state);
      case Command.CreateInvite create -> create(request, create, state);
      case Command.ChangeInvite change -> change(request, change, state);
      case Command.ReleaseUse release -> release(request, release, state);
      case Command.RepairCount repair -> repair(request, repair, state);
      case Command.EraseUser erase -> erase(request, erase, state);
      case Command.Unrecorded unrecorded -> unrecorded(request, unrecorded, state);
    };
  }

  private static Decision unrecorded(
      Request request, Command.Unrecorded command, BatchState state) {
    return switch (command) {
      case Command.Refresh _ -> new Decision.Refreshed();
      case Command.Ask ask ->
          state
              .decision(request.id())
              .<Decision>map(Decision.Recalled::new)
              .orElseGet(() -> new Decision.NotDecided(ask));
    };
  }

  private static Decision redeem(Request request, Command.Redeem command, BatchState state) {
    Optional<Invite> found = state.invite(request.code());
    if (found.isEmpty()) {
      return refused(RefusalReason.UNKNOWN_CODE);
    }
    Invite invite = found.get();
    Optional<Use> use = state.use(new Use.Key(invite.id(), command.userId()));
    if (use.isPresent()) {
      return command.signup() == null
              || state.hasProfile(command.userId())
              || state.isErased(command.userId())
          ? refused(RefusalReason.ALREADY_USED)
          : signUp(request, use.get(), false, command.signup(), state);
    }
    Optional<RefusalReason> unusable = unusable(invite, request.appendedAt());
    if (unusable.isPresent()) {
      return refused(unusable.get());
    }
    Use newUse = new Use(request.id(), invite.id(), command.userId(), request.appendedAt());
    return command.signup() == null
        ? new Decision.Redeemed(newUse)
        : signUp(request, newUse, true, command.signup(), state);
  }

  /** Why no user can get a use of the invite at that time. */
  private static Optional<RefusalReason> unusable(Invite invite, Instant now) {
    if (invite.revokedAt() != null) {
      return Optional.of(RefusalReason.REVOKED);
    }
    if (!invite.isValidFrom(now)) {
      return Optional.of(RefusalReason.NOT_YET_VALID);
    }
    if (invite.isExpiredAt(now)) {
      return Optional.of(RefusalReason.EXPIRED);
    }
    return invite.isExhausted() ? Optional.of(RefusalReason.EXHAUSTED) : Optional.empty();
  }

  /** The profile comes with the use or not at all. */
  private static Decision signUp(
      Request request, Use use, boolean isNewUse, Signup signup, BatchState state) {
    Profile profile = new Profile(use.userId(), use.id(), signup, request.appendedAt());
    return state
        .profileConflict(profile.keys())
        .map(RedemptionRules::refused)
        .orElseGet(() -> new Decision.SignedUp(use, isNewUse, profile));
  }

  private static Decision create(Request request, Command.CreateInvite command, BatchState state) {
    return state.invite(request.code()).isPresent()
        ? refused(RefusalReason.CODE_EXISTS)
        : new Decision.Created(Invite.created(request, command));
  }

  private static Decision change(Request request, Command.ChangeInvite command, BatchState state) {
    return state
        .invite(request.code())
        .<Decision>map(
            invite -> new Decision.Changed(invite.changed(command, request.appendedAt())))
        .orElseGet(() -> refused(RefusalReason.UNKNOWN_CODE));
  }

  private static Decision release(Request request, Command.ReleaseUse command, BatchState state) {
    Optional<Invite> invite = state.invite(request.code());
    if (invite.isEmpty()) {
      return refused(RefusalReason.USE_NOT_FOUND);
    }
    if (state.isReleased(command.useId(), invite.get().id())) {
      return refused(RefusalReason.ALREADY_RELEASED);
    }
    return state
        .useById(command.useId())
        .filter(use -> use.inviteId().equals(invite.get().id()))
        .<Decision>map(
            use ->
                new Decision.Released(
                    new Release(
                        request.id(),
                        use,
                        command.releasedBy(),
                        command.reason(),
                        request.appendedAt())))
        .orElseGet(() -> refused(RefusalReason.USE_NOT_FOUND));
  }

  private static Decision repair(Request request, Command.RepairCount command, BatchState state) {
    return state
        .countRepair(request, command)
        .<Decision>map(Decision.Repaired::new)
        .orElseGet(() -> refused(RefusalReason.UNKNOWN_CODE));
  }

  /** Also of a code that has no invite: the ledger keeps that the user was refused. */
  private static Decision erase(Request request, Command.EraseUser command, BatchState state) {
    return new Decision.Erased(Erasure.of(request, command, state.invite(request.code())));
  }

  private static Decision refused(RefusalReason reason) {
    return new Decision.Refused(reason);
  }
}
