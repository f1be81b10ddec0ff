package dev.admitone.gateway.http;

import dev.admitone.gateway.GatewayProperties;
import dev.admitone.gateway.kafka.Answer;
import dev.admitone.gateway.kafka.LogPosition;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.RedemptionDecided;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Writes what is known of a request as HTTP answers, and says it to log and metrics. */
final class Answers {

  static final String APPLIED_HEADER = "Preference-Applied";

  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  private static final String SIGNUP_PENDING = "Invite code is being processed";

  /** Whether a code exists, and who has an account, is worth guessing. */
  private static final Set<Reason> GUESSED =
      EnumSet.of(Reason.UNKNOWN_CODE, Reason.EMAIL_TAKEN, Reason.PHONE_TAKEN);

  private final GatewayProperties gateway;
  private final CallerResolver callers;
  private final CallLimits limits;

  /** How a signup stands that was accepted and not decided yet. */
  record SignupStatus(UUID requestId, String status, String message, long ahead) {}

  Answers(GatewayProperties gateway, CallerResolver callers, CallLimits limits) {
    this.gateway = gateway;
    this.callers = callers;
    this.limits = limits;
  }

  /** How long the caller waits when it doesn't say, or says too much. */
  Duration wait(Preference preference) {
    return preference.wait(gateway.defaultWait(), gateway.maxWait());
  }

  /** How long a caller waits that doesn't say. */
  Duration defaultWait() {
    return gateway.defaultWait();
  }

  /** How long the caller waits that only asks: not at all, when it doesn't say. */
  Duration waitWhenAsked(Preference preference) {
    return preference.wait(Duration.ZERO, gateway.maxWait());
  }

  /** The answer of a call that waited for a decision: a refusal is a problem. */
  ResponseEntity<Object> decided(RedemptionDecided decision, HttpServletRequest request) {
    Reason reason = Decisions.reason(decision);
    note(decision, request);
    return reason == null
        ? ok(RequestStatus.decided(decision), request)
        : Problems.response(reason, decision, headers(request));
  }

  /**
   * Lets a call that asks how a request stands through, if it has room.
   *
   * @throws RefusedCallException if it has none
   */
  void admitLook(UUID id, HttpServletRequest request, HttpServletResponse response) {
    limits.admitLook(callers.resolve(request), id, response);
  }

  /** The answer of a call whose command was carried out. */
  ResponseEntity<Object> done(
      HttpStatus status, RedemptionDecided decision, Object body, HttpServletRequest request) {
    note(decision, request);
    return ResponseEntity.status(status).headers(headers(request)).body(body);
  }

  /** The answer of a call whose commands were all carried out. */
  ResponseEntity<Object> doneAll(HttpStatus status, Object body, HttpServletRequest request) {
    DecisionTag.set(request, Outcome.DONE.name());
    return ResponseEntity.status(status).headers(headers(request)).body(body);
  }

  /** The answer of a call with many commands, while some are not decided. */
  ResponseEntity<Object> acceptedAll(Object body, Duration delay, HttpServletRequest request) {
    DecisionTag.set(request, RequestStatus.PENDING);
    HttpHeaders headers = headers(request);
    headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(delay.toSeconds()));
    return ResponseEntity.accepted().headers(headers).body(body);
  }

  /**
   * The answer of a call that asked how a request stands: a refusal is such a standing.
   *
   * @throws RefusedCallException if it is nothing to the caller
   */
  ResponseEntity<Object> standing(RedemptionDecided decision, HttpServletRequest request) {
    if (!maySee(decision, request)) {
      throw new RefusedCallException(Reason.OTHER_USER);
    }
    note(decision, request);
    return ok(RequestStatus.decided(decision), request);
  }

  /** The answer of a call that changes something, while it is not decided. */
  ResponseEntity<Object> accepted(UUID id, Answer.Pending pending, HttpServletRequest request) {
    return pending(HttpStatus.ACCEPTED, id, pending, request);
  }

  /** The answer of a signup, while it is not decided: it is completed without its caller. */
  ResponseEntity<Object> acceptedSignup(
      UUID id, Answer.Pending pending, HttpServletRequest request) {
    Object body = new SignupStatus(id, RequestStatus.PENDING, SIGNUP_PENDING, pending.ahead());
    return pending(HttpStatus.ACCEPTED, id, pending, body, request);
  }

  /** The answer of a call that asked how a request stands, while it is not decided. */
  ResponseEntity<Object> standing(UUID id, Answer.Pending pending, HttpServletRequest request) {
    return pending(HttpStatus.OK, id, pending, request);
  }

  /** The answer when the broker did not acknowledge a request. */
  ResponseEntity<Object> notAcknowledged(UUID id, HttpServletRequest request) {
    return tryAgain(Reason.NOT_ACKNOWLEDGED, id, request);
  }

  /** The answer of a call that this gateway has no room for. Nothing was sent. */
  ResponseEntity<Object> overloaded(UUID id, HttpServletRequest request) {
    return tryAgain(Reason.OVERLOADED, id, request);
  }

  private ResponseEntity<Object> tryAgain(Reason reason, UUID id, HttpServletRequest request) {
    DecisionTag.set(request, reason.name());
    HttpHeaders headers = headers(request);
    headers.set(HttpHeaders.RETRY_AFTER, "1");
    return Problems.response(reason, reason.sentence(), id, headers);
  }

  /**
   * Whether the decision is any business of the caller. Ids that are derived from a subject and its
   * key can be guessed, so knowing one proves nothing.
   */
  boolean maySee(RedemptionDecided decision, HttpServletRequest request) {
    // Of what cannot be read nobody knows whose it is; its answer says nothing but that.
    return decision.getOutcome() == Outcome.DEAD_LETTERED
        || callers.resolve(request).maySee(decision.getUserId());
  }

  /** Says the decision to log and metrics, and to the limits where somebody may be guessing. */
  void note(RedemptionDecided decision, HttpServletRequest request) {
    String name = Decisions.name(decision);
    DecisionTag.set(request, name);
    Reason reason = Decisions.reason(decision);
    boolean guessed = reason != null && GUESSED.contains(reason);
    limits.told(callers.resolve(request), decision.getRequestId(), decision.getUserId(), guessed);
    LOG.atDebug()
        .addKeyValue("code", decision.getCode())
        .addKeyValue("decision", name)
        .log("Answered a decision");
  }

  /** Headers that say which preferences were followed. */
  private HttpHeaders headers(HttpServletRequest request) {
    HttpHeaders headers = new HttpHeaders();
    // Said here, nothing is negotiated any more: the deed is done, and its answer is JSON.
    headers.setContentType(MediaType.APPLICATION_JSON);
    ChangeCalls.preference(request)
        .applied(gateway.maxWait())
        .ifPresent(applied -> headers.set(APPLIED_HEADER, applied));
    return headers;
  }

  private ResponseEntity<Object> ok(RequestStatus status, HttpServletRequest request) {
    return ResponseEntity.ok().headers(headers(request)).body(status);
  }

  private ResponseEntity<Object> pending(
      HttpStatus status, UUID id, Answer.Pending pending, HttpServletRequest request) {
    return pending(status, id, pending, RequestStatus.pending(id, pending.ahead()), request);
  }

  private ResponseEntity<Object> pending(
      HttpStatus status, UUID id, Answer.Pending pending, Object body, HttpServletRequest request) {
    DecisionTag.set(request, RequestStatus.PENDING);
    HttpHeaders headers = headers(request);
    headers.set(HttpHeaders.LOCATION, location(id, pending.at(), request));
    headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(pending.expectedDelay().toSeconds()));
    return ResponseEntity.status(status).headers(headers).body(body);
  }

  /** The path of a request's status, on any gateway, as the client of this call reaches it. */
  static String location(UUID id, LogPosition at, HttpServletRequest request) {
    String context = request.getContextPath();
    // With two slashes, what follows would be another host.
    return "%s/api/redemptions/%s?at=%d-%d"
        .formatted(context.startsWith("//") ? "" : context, id, at.partition(), at.offset());
  }
}
