package dev.admitone.ops.erasures;

import dev.admitone.ops.audit.AskedChange;
import dev.admitone.ops.audit.Audit;
import dev.admitone.ops.audit.AuditAction;
import dev.admitone.ops.audit.AuditState;
import dev.admitone.ops.log.CarriedOut;
import dev.admitone.ops.log.Commands;
import dev.admitone.ops.problem.Reason;
import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.security.Operator;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codes.Requests;
import dev.admitone.schemas.erasure.UserPseudonyms;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Erases users, through the log: one request for each code that the ledger knows the user of. The
 * lanes carry them out, each in the order of its code's requests.
 */
public final class Erasures {

  /** A user that the ledger knows of more codes is erased in several calls. */
  private static final int CODES_MAX = 1_000;

  private final KnownUsersTable ledger;
  private final Commands commands;
  private final Audit audit;
  private final @Nullable UserPseudonyms pseudonyms;

  /** Without pseudonyms no user can be erased. */
  Erasures(
      KnownUsersTable ledger, Commands commands, Audit audit, @Nullable UserPseudonyms pseudonyms) {
    this.ledger = ledger;
    this.commands = commands;
    this.audit = audit;
    this.pseudonyms = pseudonyms;
  }

  /** Whether the settings let users be erased. */
  public boolean isPossible() {
    return pseudonyms != null;
  }

  /**
   * What an erasure would do. Nothing is sent.
   *
   * @throws RefusedCallException if the operator may only look, if the settings let no user be
   *     erased, or if it is a user's pseudonym already
   */
  public Erasure dryRun(Operator operator, String userId) {
    operator.requireChange();
    String pseudonym = pseudonym(userId);
    boolean hasProfile = ledger.hasProfile(userId);
    List<KnownCode> known = ledger.codes(userId, CODES_MAX + 1);
    return new Erasure(
        true,
        pseudonym,
        hasProfile,
        first(known).stream().map(code -> ErasedCode.of(code, null, null)).toList(),
        known.size() > CODES_MAX);
  }

  /**
   * Erases the user.
   *
   * @param reason what the operator says; it goes into the log and stays in the ledger
   * @throws RefusedCallException as above, or if the log is not known to have taken each request:
   *     then the call may be made again, because what is erased stays so
   */
  public Erasure erase(Operator operator, String userId, String reason) {
    operator.requireChange();
    String pseudonym = pseudonym(userId);
    if (reason.contains(userId)) {
      throw RefusedCallException.invalid(
          "The reason must not contain the user id: it is kept after the erasure");
    }
    boolean hasProfile = ledger.hasProfile(userId);
    List<KnownCode> known = ledger.codes(userId, CODES_MAX + 1);
    List<KnownCode> codes = first(known);
    List<RedemptionRequest> requests = new ArrayList<>(codes.size());
    for (KnownCode code : codes) {
      requests.add(
          Requests.eraseUser(
              UUID.randomUUID(), code.code(), userId, pseudonym, reason, operator.name()));
    }
    CarriedOut carriedOut = carryOut(operator, pseudonym, reason, requests);
    audit.forget(userId, pseudonym);
    if (!requests.stream().allMatch(request -> carriedOut.isSent(request.getRequestId()))) {
      throw new RefusedCallException(Reason.NOT_ACKNOWLEDGED);
    }
    List<ErasedCode> erased = new ArrayList<>(codes.size());
    for (int i = 0; i < codes.size(); i++) {
      UUID id = requests.get(i).getRequestId();
      erased.add(ErasedCode.of(codes.get(i), id, carriedOut.outcome(id)));
    }
    return new Erasure(false, pseudonym, hasProfile, erased, known.size() > CODES_MAX);
  }

  private static List<KnownCode> first(List<KnownCode> known) {
    return known.subList(0, Math.min(known.size(), CODES_MAX));
  }

  /** The audit knows the pseudonym alone. */
  private CarriedOut carryOut(
      Operator operator, String pseudonym, String reason, List<RedemptionRequest> requests) {
    List<UUID> ids = requests.stream().map(RedemptionRequest::getRequestId).toList();
    UUID entry =
        audit.ask(
            new AskedChange(
                operator.name(),
                AuditAction.ERASE_USER,
                pseudonym,
                reason,
                null,
                JsonMapper.shared().createObjectNode().put("codes", ids.size()),
                ids));
    CarriedOut carriedOut = commands.carryOutAll(requests);
    boolean isDone = ids.stream().allMatch(id -> carriedOut.outcome(id) != null);
    audit.complete(entry, isDone ? AuditState.DONE : AuditState.UNKNOWN, null);
    return carriedOut;
  }

  private String pseudonym(String userId) {
    if (pseudonyms == null) {
      throw new RefusedCallException(Reason.ERASURE_NOT_SET_UP);
    }
    if (UserPseudonyms.keyName(userId).isPresent()) {
      throw RefusedCallException.invalid(
          "This is the pseudonym of a user that was erased; there is nothing more to erase");
    }
    return pseudonyms.primary(userId);
  }
}
