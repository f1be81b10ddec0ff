package dev.admitone.gateway.http;

import dev.admitone.gateway.http.InviteBodies.ChangeBody;
import dev.admitone.gateway.http.InviteBodies.CreateBody;
import dev.admitone.gateway.http.InviteBodies.Done;
import dev.admitone.gateway.http.InviteBodies.ValidateBody;
import dev.admitone.gateway.http.InviteBodies.Validity;
import dev.admitone.gateway.invites.Invite;
import dev.admitone.gateway.invites.InviteView;
import dev.admitone.gateway.invites.InvitesNotReadyException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Creates and changes invites, and tells whether a code could be redeemed. */
@RestController
@RequestMapping("/api/invites")
class InviteController {

  /** The path of the one call that may be anonymous. */
  static final String VALIDATE = "/api/invites/validate";

  private static final String MERGE_PATCH = "application/merge-patch+json";

  private final ChangeCalls calls;
  private final InviteRequests requests;
  private final OperatorCalls operators;
  private final BulkCalls bulk;
  private final InviteView invites;
  private final Clock clock;
  private final CallerResolver callers;
  private final CallLimits limits;

  InviteController(
      ChangeCalls calls,
      InviteRequests requests,
      OperatorCalls operators,
      BulkCalls bulk,
      InviteView invites,
      Clock clock,
      CallerResolver callers,
      CallLimits limits) {
    this.calls = calls;
    this.requests = requests;
    this.operators = operators;
    this.bulk = bulk;
    this.invites = invites;
    this.clock = clock;
    this.callers = callers;
    this.limits = limits;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> create(@RequestBody CreateBody body, HttpServletRequest http) {
    ChangeCall call = calls.read(http);
    if (body.count() != null) {
      return bulk.create(call, body, Fields.count(body.count()), http);
    }
    return operators.carryOut(
        requests.create(call, body), call.preference(), HttpStatus.CREATED, Done::of, http);
  }

  @PatchMapping(
      path = "/{code}",
      consumes = {MERGE_PATCH, MediaType.APPLICATION_JSON_VALUE})
  ResponseEntity<Object> change(
      @PathVariable String code, @RequestBody ChangeBody body, HttpServletRequest http) {
    ChangeCall call = calls.read(http);
    return operators.carryOut(
        requests.change(call, Fields.code(code), body),
        call.preference(),
        HttpStatus.OK,
        Done::of,
        http);
  }

  @PostMapping(path = "/validate", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> validate(
      @RequestBody ValidateBody body, HttpServletRequest http, HttpServletResponse response) {
    String code = Fields.code(body.code());
    Caller caller = callers.find(http).orElse(null);
    limits.admitQuestion(caller, http, response);
    Optional<Invite> invite;
    try {
      invite = invites.find(code);
    } catch (InvitesNotReadyException e) {
      HttpHeaders headers = new HttpHeaders();
      headers.set(HttpHeaders.RETRY_AFTER, "1");
      return Problems.response(Reason.NOT_READY, Reason.NOT_READY.sentence(), null, headers);
    }
    Validity validity =
        invite
            .map(
                found ->
                    found
                        .refusalAt(clock.instant())
                        .map(refusal -> Validity.invalid(Reason.of(refusal)))
                        .orElseGet(() -> Validity.valid(found)))
            .orElseGet(() -> Validity.invalid(Reason.UNKNOWN_CODE));
    Reason reason = validity.reason();
    if (reason == Reason.UNKNOWN_CODE) {
      limits.chargeUnknownCodeAsked(caller, http);
    }
    DecisionTag.set(http, reason == null ? "VALID" : reason.name());
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(validity);
  }
}
