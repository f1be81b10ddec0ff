package dev.admitone.gateway.openapi;

import static dev.admitone.gateway.openapi.CallDescription.Trait.ANONYMOUS;
import static dev.admitone.gateway.openapi.CallDescription.Trait.ASKS;
import static dev.admitone.gateway.openapi.CallDescription.Trait.CHANGES;
import static dev.admitone.gateway.openapi.CallDescription.Trait.LIMITED;
import static dev.admitone.gateway.openapi.CallDescription.Trait.LIMITED_AT_FIRST;
import static dev.admitone.gateway.openapi.CallDescription.Trait.OF_A_USER;
import static dev.admitone.gateway.openapi.CallDescription.Trait.OF_OPERATORS;
import static dev.admitone.gateway.openapi.CallDescription.Trait.QUESTIONS;

import dev.admitone.gateway.openapi.CallDescription.Success;
import dev.admitone.gateway.problem.Reason;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.http.MediaType;

/** The descriptions of all calls. */
final class CallDescriptions {

  /** In the order of the document. */
  static final List<CallDescription> ALL =
      List.of(
          new CallDescription(
              "redeem",
              "Redemptions",
              "Redeem a code for a user",
              """
              One use for each user and code, and never more uses than the code has. Sent again with the \
              same `Idempotency-Key` it gets the same answer, for ever.\
              """,
              EnumSet.of(CHANGES, LIMITED, OF_A_USER),
              List.of(
                  new Success(200, "Redeemed: the use is the user's", "Redeemed"),
                  Success.pending("Pending")),
              EnumSet.range(Reason.UNKNOWN_CODE, Reason.EXHAUSTED)),
          new CallDescription(
              "standing",
              "Redemptions",
              "Ask how a request stands",
              """
              Of any call that changes something, on any gateway. With `at`, as `Location` gave it, also a \
              gateway that was just started knows whether the request is still in the queue; and what was \
              decided longer ago than gateways remember (15 minutes) is asked of the ledger: PENDING \
              meanwhile. Such questions count against the caller's limit. Another look at a decision that \
              the caller has seen is not counted.\
              """,
              EnumSet.of(ASKS, QUESTIONS, OF_A_USER, LIMITED_AT_FIRST),
              List.of(
                  new Success(
                      200, "How it stands: also a refusal is such a standing", "RequestStatus")),
              EnumSet.of(Reason.UNKNOWN_REQUEST)),
          new CallDescription(
              "events",
              "Redemptions",
              "Be told the decision",
              """
              Server-sent events, one and then the end: `decided` with what asking answers, `pending` when \
              it takes longer than 5 minutes, `refused` or `unknown` with a problem. Comments show \
              meanwhile that the stream is alive.\
              """,
              EnumSet.of(QUESTIONS, OF_A_USER, LIMITED_AT_FIRST),
              List.of(
                  new Success(
                      200, "The stream of events", "Events", MediaType.TEXT_EVENT_STREAM_VALUE)),
              EnumSet.of(Reason.UNKNOWN_REQUEST)),
          new CallDescription(
              "release",
              "Redemptions",
              "Give a use back",
              """
              The code's slot and the user's right to use it come back; the redemption keeps its answer. \
              `code` may be left out for some minutes after the redemption.\
              """,
              EnumSet.of(CHANGES, OF_OPERATORS),
              List.of(
                  new Success(200, "Given back, and validate shows it", "Released"),
                  Success.pending("Pending")),
              EnumSet.of(Reason.USE_NOT_FOUND, Reason.ALREADY_RELEASED)),
          new CallDescription(
              "create",
              "Invites",
              "Create a code, or up to 10,000",
              """
              Without `code` one is generated, with `count` that many are. With an `Idempotency-Key` the \
              generated codes are derived from it: a call that broke off is completed by sending it \
              again. A member that is unknown, and a period in which no moment lies, are refused.\
              """,
              EnumSet.of(CHANGES, OF_OPERATORS),
              List.of(
                  new Success(201, "Created, and validate shows it", "Created"),
                  new Success(
                      202, "Accepted, and not all shown yet", BodySchemas.CREATION_PENDING)),
              EnumSet.of(Reason.CODE_EXISTS)),
          new CallDescription(
              "change",
              "Invites",
              "Change a code's limits, or revoke it",
              """
              A merge patch (RFC 7396): null takes a limit away, what is left out stays. Holds for \
              everything after it in the log. At least one member must be given.\
              """,
              EnumSet.of(CHANGES, OF_OPERATORS),
              List.of(
                  new Success(200, "Changed, and validate shows it", "Done"),
                  Success.pending("Pending")),
              EnumSet.of(Reason.UNKNOWN_CODE)),
          new CallDescription(
              "validate",
              "Invites",
              "Ask whether a code could be redeemed",
              """
              Advisory, within milliseconds of the ledger. Needs no token, unless the gateway's settings \
              ask for one; calls without one are limited by address.\
              """,
              EnumSet.of(ANONYMOUS, LIMITED),
              List.of(new Success(200, "Whether it could be, and if not why", "Validity")),
              EnumSet.of(Reason.NOT_READY)),
          new CallDescription(
              "signUp",
              "Signups",
              "Sign up with a code",
              """
              Takes a use and makes a profile, both or neither. A use without a profile gets it. After \
              202 it is completed without the client.\
              """,
              EnumSet.of(CHANGES, LIMITED, OF_A_USER),
              List.of(
                  new Success(200, "The use and the profile are there", "SignedUp"),
                  Success.pending("SignupPending")),
              union(EnumSet.range(Reason.UNKNOWN_CODE, Reason.PHONE_TAKEN), Reason.OTHER_PHONE)));

  private CallDescriptions() {}

  /**
   * Of the controllers' method with that name.
   *
   * @throws IllegalStateException if there is none: each call has to be described
   */
  static CallDescription of(String operationId) {
    return ALL.stream()
        .filter(call -> call.operationId().equals(operationId))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Nothing describes " + operationId));
  }

  private static Set<Reason> union(EnumSet<Reason> reasons, Reason more) {
    reasons.add(more);
    return reasons;
  }
}
