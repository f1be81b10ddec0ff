package dev.admitone.gateway.openapi;

import dev.admitone.gateway.problem.Reason;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.http.MediaType;

/**
 * What the OpenAPI document says of a call beyond its path, its parameters and its body, which the
 * controller says.
 *
 * @param operationId the name of the controller's method, and what generated clients call it
 * @param group under which heading it stands
 * @param summary what it is for, in a few words
 * @param text what else one has to know
 * @param traits what it has in common with others
 * @param successes its answers that are no problems
 * @param ownReasons why it may be refused, beside what all calls with its traits are refused for
 */
record CallDescription(
    String operationId,
    String group,
    String summary,
    String text,
    Set<Trait> traits,
    List<Success> successes,
    Set<Reason> ownReasons) {

  private static final Set<Reason> OF_EVERY_CALL =
      EnumSet.of(
          Reason.INVALID_REQUEST,
          Reason.TOKEN_MISSING,
          Reason.TOKEN_INVALID,
          Reason.KEYS_UNAVAILABLE,
          Reason.ORIGIN_NOT_ALLOWED,
          Reason.NOT_ACCEPTABLE,
          Reason.OVERLOADED,
          Reason.INTERNAL_ERROR);

  private static final Set<Reason> OF_EVERY_BODY =
      EnumSet.of(Reason.BODY_TOO_LARGE, Reason.UNSUPPORTED_MEDIA_TYPE);

  /** What several calls have in common. */
  enum Trait {
    /** Changes something: takes a key and a preference, and may be answered before its decision. */
    CHANGES,
    /** Asks how a request stands: takes a preference. */
    ASKS,
    /** Is about a user, who has to be the token's own unless the token says more. */
    OF_A_USER,
    /** Needs an operator's token. */
    OF_OPERATORS,
    /** Needs no token. */
    ANONYMOUS,
    /** How often it may be made is limited. */
    LIMITED,
    /** The same, but another look at what the caller has seen is not counted. */
    LIMITED_AT_FIRST,
    /** May put a question to the ledger: how often it may do that is limited. */
    QUESTIONS;

    private Set<Reason> reasons() {
      return switch (this) {
        case CHANGES ->
            EnumSet.of(
                Reason.REQUEST_ID_REUSED,
                Reason.UNRECOGNIZED,
                Reason.DEAD_LETTERED,
                Reason.UNRECOGNIZED_OUTCOME,
                Reason.NOT_ACKNOWLEDGED);
        case OF_A_USER -> EnumSet.of(Reason.OTHER_USER);
        case OF_OPERATORS -> EnumSet.of(Reason.SCOPE_MISSING);
        case LIMITED, LIMITED_AT_FIRST, QUESTIONS -> EnumSet.of(Reason.TOO_MANY_CALLS);
        case ASKS, ANONYMOUS -> Set.of();
      };
    }
  }

  /** An answer that is no problem. */
  record Success(int status, String sentence, String schema, String mediaType) {

    Success(int status, String sentence, String schema) {
      this(status, sentence, schema, MediaType.APPLICATION_JSON_VALUE);
    }

    static Success pending(String schema) {
      return new Success(
          202,
          "Accepted, and not decided within the wait: ask at `Location`, or send the call again"
              + " with its key",
          schema);
    }
  }

  boolean is(Trait trait) {
    return traits.contains(trait);
  }

  /** Why the call may be refused, in the order of the enum. */
  Set<Reason> reasons(boolean hasBody) {
    EnumSet<Reason> reasons = EnumSet.copyOf(OF_EVERY_CALL);
    traits.forEach(trait -> reasons.addAll(trait.reasons()));
    reasons.addAll(ownReasons);
    if (hasBody) {
      reasons.addAll(OF_EVERY_BODY);
    }
    if (!is(Trait.ANONYMOUS)) {
      reasons.add(Reason.CROSS_SITE_CALL);
    }
    return reasons;
  }
}
