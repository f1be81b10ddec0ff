package dev.admitone.faults.history;

import java.util.Set;

/** The names of decisions, as topics, ledger and responses have them. */
public final class Outcomes {

  public static final String REDEEMED = "REDEEMED";
  public static final String RELEASED = "RELEASED";
  public static final String DONE = "DONE";
  public static final String UNKNOWN_CODE = "UNKNOWN_CODE";
  public static final String ALREADY_USED = "ALREADY_USED";
  public static final String REVOKED = "REVOKED";
  public static final String NOT_YET_VALID = "NOT_YET_VALID";
  public static final String EXPIRED = "EXPIRED";
  public static final String EXHAUSTED = "EXHAUSTED";
  public static final String CODE_EXISTS = "CODE_EXISTS";
  public static final String USE_NOT_FOUND = "USE_NOT_FOUND";
  public static final String ALREADY_RELEASED = "ALREADY_RELEASED";

  /** Results that are no decisions. */
  public static final String REQUEST_ID_REUSED = "REQUEST_ID_REUSED";

  public static final String DEAD_LETTERED = "DEAD_LETTERED";
  public static final String NOT_DECIDED = "NOT_DECIDED";

  /** Refusals of signups that depend on users of other codes. */
  public static final Set<String> SIGNUP_CONFLICTS =
      Set.of("USERNAME_TAKEN", "EMAIL_TAKEN", "PHONE_TAKEN");

  private static final Set<String> DECISIONS =
      Set.of(
          REDEEMED,
          RELEASED,
          DONE,
          UNKNOWN_CODE,
          ALREADY_USED,
          REVOKED,
          NOT_YET_VALID,
          EXPIRED,
          EXHAUSTED,
          CODE_EXISTS,
          USE_NOT_FOUND,
          ALREADY_RELEASED);

  private Outcomes() {}

  /** Whether the ledger may have this as a decision. */
  public static boolean isDecision(String outcome) {
    return DECISIONS.contains(outcome) || SIGNUP_CONFLICTS.contains(outcome);
  }

  /** Whether a client may be told this. */
  public static boolean isTold(String outcome) {
    return isDecision(outcome)
        || outcome.equals(REQUEST_ID_REUSED)
        || outcome.equals(DEAD_LETTERED);
  }
}
