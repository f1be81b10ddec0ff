package dev.admitone.gateway.validity;

import dev.admitone.gateway.call.Fields;
import dev.admitone.gateway.invites.Invite;
import dev.admitone.gateway.invites.InviteView;
import dev.admitone.gateway.invites.InvitesNotReadyException;
import dev.admitone.gateway.limits.CallLimits;
import dev.admitone.gateway.problem.Problems;
import dev.admitone.gateway.problem.Reason;
import dev.admitone.gateway.security.Caller;
import dev.admitone.gateway.security.CallerResolver;
import dev.admitone.gateway.web.DecisionTag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Tells whether a code could be redeemed. */
@RestController
class ValidateController {

  private final InviteView invites;
  private final Clock clock;
  private final CallerResolver callers;
  private final CallLimits limits;

  ValidateController(InviteView invites, Clock clock, CallerResolver callers, CallLimits limits) {
    this.invites = invites;
    this.clock = clock;
    this.callers = callers;
    this.limits = limits;
  }

  @PostMapping(path = "/api/invites/validate", consumes = MediaType.APPLICATION_JSON_VALUE)
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
