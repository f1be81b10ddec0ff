package dev.admitone.gateway.call;

import dev.admitone.gateway.GatewayProperties;
import dev.admitone.gateway.log.DecisionResult;
import dev.admitone.gateway.log.requests.LogPosition;
import dev.admitone.gateway.problem.Problems;
import dev.admitone.gateway.problem.Reason;
import dev.admitone.gateway.problem.RefusedCallException;
import dev.admitone.gateway.web.DecisionTag;
import dev.admitone.gateway.web.HeaderNames;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.RedemptionDecided;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/**
 * Writes what is known of a request as HTTP responses, and reports decisions to logger and metrics.
 */
public final class Responses {

  private static final Logger LOG = LoggerFactory.getLogger(Responses.class);

  private static final String SIGNUP_PENDING = "Invite code is being processed";

  private final GatewayProperties gateway;

  /** The body of the response to a signup that was accepted and is not decided yet. */
  public record SignupStatus(UUID requestId, String status, String message, long ahead) {}

  Responses(GatewayProperties gateway) {
    this.gateway = gateway;
  }

  /** How long a call that changes something waits for its decision. */
  public Duration wait(Preference preference) {
    return preference.wait(gateway.defaultWait(), gateway.maxWait());
  }

  /** How long a call waits whose caller does not say how long. */
  public Duration defaultWait() {
    return gateway.defaultWait();
  }

  /** How long a call waits that asks about a request: not at all, unless its caller says so. */
  public Duration waitWhenAsked(Preference preference) {
    return preference.wait(Duration.ZERO, gateway.maxWait());
  }

  /** The response to a call that changes something, once it is decided: a refusal is a problem. */
  public ResponseEntity<Object> decided(RedemptionDecided decision, Call call) {
    Reason reason = Decisions.reason(decision);
    note(decision, call);
    if (reason == null) {
      return ok(RequestStatus.decided(decision), call);
    }
    ProblemDetail problem = Problems.body(reason, reason.sentence(), decision.getRequestId());
    OwnUse ownUse = OwnUse.of(decision);
    if (ownUse != null) {
      problem.setProperty("ownUse", ownUse);
    }
    return Problems.response(problem, headers(call));
  }

  /** The response to a call whose command was carried out. */
  public ResponseEntity<Object> done(
      HttpStatus status, RedemptionDecided decision, Object body, Call call) {
    note(decision, call);
    return ResponseEntity.status(status).headers(headers(call)).body(body);
  }

  /** The response to a call whose commands were all carried out. */
  public ResponseEntity<Object> doneAll(HttpStatus status, Object body, Call call) {
    DecisionTag.set(call.http(), Outcome.DONE.name());
    return ResponseEntity.status(status).headers(headers(call)).body(body);
  }

  /** The response to a call with many commands, while some are not decided. */
  public ResponseEntity<Object> acceptedAll(Object body, Duration delay, Call call) {
    DecisionTag.set(call.http(), RequestStatus.PENDING);
    HttpHeaders headers = headers(call);
    headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(delay.toSeconds()));
    return ResponseEntity.accepted().headers(headers).body(body);
  }

  /**
   * The response to a call that asks about a request: a refusal is its status, not a problem.
   *
   * @throws RefusedCallException if the caller may not see the decision
   */
  public ResponseEntity<Object> status(RedemptionDecided decision, Call call) {
    if (!maySee(decision, call)) {
      throw new RefusedCallException(Reason.OTHER_USER);
    }
    note(decision, call);
    return ok(RequestStatus.decided(decision), call);
  }

  /** The response to a call that changes something, while it is not decided. */
  public ResponseEntity<Object> accepted(UUID id, DecisionResult.Pending pending, Call call) {
    return pending(HttpStatus.ACCEPTED, id, pending, call);
  }

  /** The same, with a body of its own. */
  public ResponseEntity<Object> accepted(
      UUID id, DecisionResult.Pending pending, Object body, Call call) {
    return pending(HttpStatus.ACCEPTED, id, pending, body, call);
  }

  /** The response to a signup, while it is not decided: it completes without its caller. */
  public ResponseEntity<Object> acceptedSignup(UUID id, DecisionResult.Pending pending, Call call) {
    Object body = new SignupStatus(id, RequestStatus.PENDING, SIGNUP_PENDING, pending.ahead());
    return pending(HttpStatus.ACCEPTED, id, pending, body, call);
  }

  /** The response to a call that asks about a request, while it is not decided. */
  public ResponseEntity<Object> status(UUID id, DecisionResult.Pending pending, Call call) {
    return pending(HttpStatus.OK, id, pending, call);
  }

  /** The response to a call whose request the broker did not acknowledge. */
  public ResponseEntity<Object> notAcknowledged(UUID id, Call call) {
    return tryAgain(Reason.NOT_ACKNOWLEDGED, id, call);
  }

  /** The response to a call that this gateway cannot take now. Nothing was sent. */
  public ResponseEntity<Object> overloaded(UUID id, Call call) {
    return tryAgain(Reason.OVERLOADED, id, call);
  }

  private ResponseEntity<Object> tryAgain(Reason reason, UUID id, Call call) {
    DecisionTag.set(call.http(), reason.name());
    HttpHeaders headers = headers(call);
    headers.set(HttpHeaders.RETRY_AFTER, "1");
    return Problems.response(reason, reason.sentence(), id, headers);
  }

  /**
   * Whether the caller may see the decision. Ids that are derived from a subject and its key can be
   * guessed, so knowing one proves nothing.
   */
  public boolean maySee(RedemptionDecided decision, Call call) {
    // The user of an undecodable request is not known; the response says only that it is one.
    return decision.getOutcome() == Outcome.DEAD_LETTERED
        || call.caller().maySee(decision.getUserId());
  }

  /** Reports the decision to logger and metrics. */
  public void note(RedemptionDecided decision, Call call) {
    String name = Decisions.name(decision);
    DecisionTag.set(call.http(), name);
    LOG.atDebug()
        .addKeyValue("code", decision.getCode())
        .addKeyValue("decision", name)
        .log("Sent a decision");
  }

  /** Headers that say which preferences were followed. */
  private HttpHeaders headers(Call call) {
    HttpHeaders headers = new HttpHeaders();
    // With a content type, Spring negotiates none: the request is sent, the response is JSON.
    headers.setContentType(MediaType.APPLICATION_JSON);
    call.preference()
        .applied(gateway.maxWait())
        .ifPresent(applied -> headers.set(HeaderNames.PREFERENCE_APPLIED, applied));
    return headers;
  }

  private ResponseEntity<Object> ok(RequestStatus status, Call call) {
    return ResponseEntity.ok().headers(headers(call)).body(status);
  }

  private ResponseEntity<Object> pending(
      HttpStatus status, UUID id, DecisionResult.Pending pending, Call call) {
    return pending(status, id, pending, RequestStatus.pending(id, pending.ahead()), call);
  }

  private ResponseEntity<Object> pending(
      HttpStatus status, UUID id, DecisionResult.Pending pending, Object body, Call call) {
    DecisionTag.set(call.http(), RequestStatus.PENDING);
    HttpHeaders headers = headers(call);
    headers.set(HttpHeaders.LOCATION, location(id, pending.at(), call));
    headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(pending.expectedDelay().toSeconds()));
    return ResponseEntity.status(status).headers(headers).body(body);
  }

  /** URL of a request's status, on any gateway, as the client of this call reaches it. */
  public static String location(UUID id, LogPosition at, Call call) {
    String context = call.http().getContextPath();
    // With two slashes, what follows would be another host.
    return "%s/api/redemptions/%s?at=%s"
        .formatted(context.startsWith("//") ? "" : context, id, at.text());
  }
}
