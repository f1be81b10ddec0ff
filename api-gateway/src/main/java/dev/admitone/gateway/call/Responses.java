package dev.admitone.gateway.call;

import dev.admitone.gateway.GatewayProperties;
import dev.admitone.gateway.log.DecisionResult;
import dev.admitone.gateway.log.requests.LogPosition;
import dev.admitone.gateway.problem.Problems;
import dev.admitone.gateway.problem.Reason;
import dev.admitone.gateway.problem.RefusedCallException;
import dev.admitone.gateway.security.CallerResolver;
import dev.admitone.gateway.web.DecisionTag;
import dev.admitone.gateway.web.HeaderNames;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.RedemptionDecided;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Writes what is known of a request as HTTP answers, and says it to log and metrics. */
public final class Responses {

  private static final Logger LOG = LoggerFactory.getLogger(Responses.class);

  private static final String SIGNUP_PENDING = "Invite code is being processed";

  private final GatewayProperties gateway;
  private final CallerResolver callers;

  /** How a signup stands that was accepted and not decided yet. */
  public record SignupStatus(UUID requestId, String status, String message, long ahead) {}

  Responses(GatewayProperties gateway, CallerResolver callers) {
    this.gateway = gateway;
    this.callers = callers;
  }

  /** How long the caller waits when it doesn't say, or says too much. */
  public Duration wait(Preference preference) {
    return preference.wait(gateway.defaultWait(), gateway.maxWait());
  }

  /** How long a caller waits that doesn't say. */
  public Duration defaultWait() {
    return gateway.defaultWait();
  }

  /** How long the caller waits that only asks: not at all, when it doesn't say. */
  public Duration waitWhenAsked(Preference preference) {
    return preference.wait(Duration.ZERO, gateway.maxWait());
  }

  /** The answer of a call that waited for a decision: a refusal is a problem. */
  public ResponseEntity<Object> decided(RedemptionDecided decision, HttpServletRequest request) {
    Reason reason = Decisions.reason(decision);
    note(decision, request);
    if (reason == null) {
      return ok(RequestStatus.decided(decision), request);
    }
    ProblemDetail problem = Problems.body(reason, reason.sentence(), decision.getRequestId());
    OwnUse ownUse = OwnUse.of(decision);
    if (ownUse != null) {
      problem.setProperty("ownUse", ownUse);
    }
    return Problems.response(problem, headers(request));
  }

  /** The answer of a call whose command was carried out. */
  public ResponseEntity<Object> done(
      HttpStatus status, RedemptionDecided decision, Object body, HttpServletRequest request) {
    note(decision, request);
    return ResponseEntity.status(status).headers(headers(request)).body(body);
  }

  /** The answer of a call whose commands were all carried out. */
  public ResponseEntity<Object> doneAll(
      HttpStatus status, Object body, HttpServletRequest request) {
    DecisionTag.set(request, Outcome.DONE.name());
    return ResponseEntity.status(status).headers(headers(request)).body(body);
  }

  /** The answer of a call with many commands, while some are not decided. */
  public ResponseEntity<Object> acceptedAll(
      Object body, Duration delay, HttpServletRequest request) {
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
  public ResponseEntity<Object> standing(RedemptionDecided decision, HttpServletRequest request) {
    if (!maySee(decision, request)) {
      throw new RefusedCallException(Reason.OTHER_USER);
    }
    note(decision, request);
    return ok(RequestStatus.decided(decision), request);
  }

  /** The answer of a call that changes something, while it is not decided. */
  public ResponseEntity<Object> accepted(
      UUID id, DecisionResult.Pending pending, HttpServletRequest request) {
    return pending(HttpStatus.ACCEPTED, id, pending, request);
  }

  /** The same, with a body of its own. */
  public ResponseEntity<Object> accepted(
      UUID id, DecisionResult.Pending pending, Object body, HttpServletRequest request) {
    return pending(HttpStatus.ACCEPTED, id, pending, body, request);
  }

  /** The answer of a signup, while it is not decided: it is completed without its caller. */
  public ResponseEntity<Object> acceptedSignup(
      UUID id, DecisionResult.Pending pending, HttpServletRequest request) {
    Object body = new SignupStatus(id, RequestStatus.PENDING, SIGNUP_PENDING, pending.ahead());
    return pending(HttpStatus.ACCEPTED, id, pending, body, request);
  }

  /** The answer of a call that asked how a request stands, while it is not decided. */
  public ResponseEntity<Object> standing(
      UUID id, DecisionResult.Pending pending, HttpServletRequest request) {
    return pending(HttpStatus.OK, id, pending, request);
  }

  /** The answer when the broker did not acknowledge a request. */
  public ResponseEntity<Object> notAcknowledged(UUID id, HttpServletRequest request) {
    return tryAgain(Reason.NOT_ACKNOWLEDGED, id, request);
  }

  /** The answer of a call that this gateway has no room for. Nothing was sent. */
  public ResponseEntity<Object> overloaded(UUID id, HttpServletRequest request) {
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
  public boolean maySee(RedemptionDecided decision, HttpServletRequest request) {
    // Of what cannot be read nobody knows whose it is; its answer says nothing but that.
    return decision.getOutcome() == Outcome.DEAD_LETTERED
        || callers.resolve(request).maySee(decision.getUserId());
  }

  /** Says the decision to log and metrics. */
  public void note(RedemptionDecided decision, HttpServletRequest request) {
    String name = Decisions.name(decision);
    DecisionTag.set(request, name);
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
        .ifPresent(applied -> headers.set(HeaderNames.PREFERENCE_APPLIED, applied));
    return headers;
  }

  private ResponseEntity<Object> ok(RequestStatus status, HttpServletRequest request) {
    return ResponseEntity.ok().headers(headers(request)).body(status);
  }

  private ResponseEntity<Object> pending(
      HttpStatus status, UUID id, DecisionResult.Pending pending, HttpServletRequest request) {
    return pending(status, id, pending, RequestStatus.pending(id, pending.ahead()), request);
  }

  private ResponseEntity<Object> pending(
      HttpStatus status,
      UUID id,
      DecisionResult.Pending pending,
      Object body,
      HttpServletRequest request) {
    DecisionTag.set(request, RequestStatus.PENDING);
    HttpHeaders headers = headers(request);
    headers.set(HttpHeaders.LOCATION, location(id, pending.at(), request));
    headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(pending.expectedDelay().toSeconds()));
    return ResponseEntity.status(status).headers(headers).body(body);
  }

  /** The path of a request's status, on any gateway, as the client of this call reaches it. */
  public static String location(UUID id, LogPosition at, HttpServletRequest request) {
    String context = request.getContextPath();
    // With two slashes, what follows would be another host.
    return "%s/api/redemptions/%s?at=%d-%d"
        .formatted(context.startsWith("//") ? "" : context, id, at.partition(), at.offset());
  }
}
