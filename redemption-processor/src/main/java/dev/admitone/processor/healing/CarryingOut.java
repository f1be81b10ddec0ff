package dev.admitone.processor.healing;

import dev.admitone.processor.healing.Finding.DecidedOtherwise;
import dev.admitone.processor.healing.Finding.NotCarriedOut;
import dev.admitone.processor.healing.Finding.Obstacle;
import dev.admitone.processor.redemption.Acceptance;
import dev.admitone.processor.redemption.BatchState;
import dev.admitone.processor.redemption.Command;
import dev.admitone.processor.redemption.Decision;
import dev.admitone.processor.redemption.Erasure;
import dev.admitone.processor.redemption.Invite;
import dev.admitone.processor.redemption.LedgerEntry;
import dev.admitone.processor.redemption.Outcome;
import dev.admitone.processor.redemption.Position;
import dev.admitone.processor.redemption.Profile;
import dev.admitone.processor.redemption.RefusalReason;
import dev.admitone.processor.redemption.Release;
import dev.admitone.processor.redemption.Request;
import dev.admitone.processor.redemption.Signup;
import dev.admitone.processor.redemption.Use;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Carries out the published decisions as they were published, without the rules. So names and ids
 * stay with the users that got them, in any order of reading the partitions.
 */
public final class CarryingOut {

  /** A request and the decision that was published about it. */
  public record PublishedDecision(Request request, Outcome outcome) {}

  /**
   * A code that SQL made after the moment that was restored.
   *
   * @param invite as it is before the batch
   * @param first of the first request about it with a published decision
   */
  public record Adopted(Invite invite, Position first) {}

  /**
   * The changes that are to be written.
   *
   * @param adopted what is to be written before the changes
   * @param redefined the codes whose limit or validity an operator's request changed
   */
  public record Carried(
      List<Adopted> adopted,
      BatchState.Changes changes,
      Set<String> redefined,
      List<Finding> findings) {}

  private sealed interface Plan {
    record Possible(Decision decision) implements Plan {}

    record Impossible(Obstacle obstacle) implements Plan {}
  }

  private final BatchState state;
  private final Map<String, Snapshot> topic;
  private final List<Adopted> adopted = new ArrayList<>();
  private final Set<String> redefined = new HashSet<>();
  private final List<Finding> findings = new ArrayList<>();

  private CarryingOut(BatchState state, Map<String, Snapshot> topic) {
    this.state = state;
    this.topic = topic;
  }

  /**
   * Carries the decisions out on the state, in order. A request that the ledger has decided changes
   * nothing.
   *
   * @param topic snapshots by code, at least of the codes that the state lacks
   */
  public static Carried carryOut(
      List<PublishedDecision> batch, BatchState state, Map<String, Snapshot> topic) {
    CarryingOut carrying = new CarryingOut(state, topic);
    batch.forEach(decision -> carrying.one(state.known(decision.request()), decision.outcome()));
    return new Carried(carrying.adopted, state.changes(), carrying.redefined, carrying.findings);
  }

  private void one(Request request, Outcome outcome) {
    Optional<LedgerEntry> earlier = state.decision(request.id());
    if (earlier.isPresent()) {
      if (!earlier.get().isOf(request) || earlier.get().outcome() != outcome) {
        findings.add(DecidedOtherwise.of(request, outcome, earlier.get()));
      }
      return;
    }
    switch (outcome) {
      case RefusalReason reason -> state.apply(request, new Decision.Refused(reason));
      case Acceptance acceptance -> accepted(request, acceptance);
    }
  }

  private void accepted(Request request, Acceptance published) {
    switch (plan(request, published)) {
      case Plan.Possible possible -> {
        state.apply(request, possible.decision());
        if (possible.decision() instanceof Decision.Changed) {
          redefined.add(request.code());
        }
      }
      case Plan.Impossible impossible -> {
        state.enterAlone(request, published);
        findings.add(NotCarriedOut.of(request, published, impossible.obstacle()));
      }
    }
  }

  private Plan plan(Request request, Acceptance published) {
    return switch (request.command()) {
      case Command.Redeem redeem when published == Acceptance.REDEEMED -> redeem(request, redeem);
      case Command.CreateInvite create when published == Acceptance.DONE -> create(request, create);
      case Command.ChangeInvite change when published == Acceptance.DONE ->
          invite(request)
              .map(invite -> invite.changed(change, request.appendedAt()))
              .<Plan>map(invite -> new Plan.Possible(new Decision.Changed(invite)))
              .orElseGet(() -> new Plan.Impossible(Obstacle.NO_SUCH_CODE));
      case Command.ReleaseUse release when published == Acceptance.RELEASED ->
          release(request, release);
      case Command.RepairCount repair when published == Acceptance.DONE -> repair(request, repair);
      case Command.EraseUser erase when published == Acceptance.DONE ->
          new Plan.Possible(new Decision.Erased(Erasure.of(request, erase, invite(request))));
      default -> new Plan.Impossible(Obstacle.OTHER_COMMAND);
    };
  }

  private Plan redeem(Request request, Command.Redeem command) {
    Optional<Invite> invite = invite(request);
    if (invite.isEmpty()) {
      return new Plan.Impossible(Obstacle.NO_SUCH_CODE);
    }
    Use use = new Use(request.id(), invite.get().id(), command.userId(), request.appendedAt());
    Optional<Use> existing = state.use(use.key());
    Signup signup = command.signup();
    if (signup == null) {
      return existing.isPresent()
          ? new Plan.Impossible(Obstacle.HAS_A_USE)
          : new Plan.Possible(new Decision.Redeemed(use));
    }
    Use used = existing.orElse(use);
    Profile profile = new Profile(command.userId(), used.id(), signup, request.appendedAt());
    return state.profileConflict(profile.keys()).isPresent()
        ? new Plan.Impossible(Obstacle.PROFILE_TAKEN)
        : new Plan.Possible(new Decision.SignedUp(used, existing.isEmpty(), profile));
  }

  private Plan create(Request request, Command.CreateInvite command) {
    return state.invite(request.code()).isPresent()
        ? new Plan.Impossible(Obstacle.CODE_EXISTS)
        : new Plan.Possible(new Decision.Created(Invite.created(request, command)));
  }

  private Plan release(Request request, Command.ReleaseUse command) {
    return invite(request)
        .flatMap(
            invite ->
                state.useById(command.useId()).filter(use -> use.inviteId().equals(invite.id())))
        .<Plan>map(
            use ->
                new Plan.Possible(
                    new Decision.Released(
                        new Release(
                            request.id(),
                            use,
                            command.releasedBy(),
                            command.reason(),
                            request.appendedAt()))))
        .orElseGet(() -> new Plan.Impossible(Obstacle.NO_SUCH_USE));
  }

  /** Counts what the healed ledger has. */
  private Plan repair(Request request, Command.RepairCount command) {
    return invite(request)
        .flatMap(_ -> state.countRepair(request, command))
        .<Plan>map(repair -> new Plan.Possible(new Decision.Repaired(repair)))
        .orElseGet(() -> new Plan.Impossible(Obstacle.NO_SUCH_CODE));
  }

  /** The ledger's, else the topic's: a code that SQL made after the moment that was restored. */
  private Optional<Invite> invite(Request request) {
    String code = request.code();
    Optional<Invite> known = state.invite(code);
    if (known.isPresent() || !topic.containsKey(code)) {
      return known;
    }
    Invite invite = topic.get(code).withoutUses(Invite.FIRST_VERSION);
    state.adopt(invite);
    adopted.add(new Adopted(invite, request.position()));
    findings.add(new Finding.TakenFromTopic(code));
    return Optional.of(invite);
  }
}
