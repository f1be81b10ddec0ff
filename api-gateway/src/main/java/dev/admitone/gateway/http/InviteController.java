package dev.admitone.gateway.http;

import dev.admitone.gateway.http.InviteBodies.CreateBody;
import dev.admitone.gateway.http.InviteBodies.Created;
import dev.admitone.gateway.http.InviteBodies.FullInvite;
import dev.admitone.gateway.http.InviteBodies.ValidateBody;
import dev.admitone.gateway.http.InviteBodies.Validity;
import dev.admitone.gateway.invites.Invite;
import dev.admitone.gateway.invites.InviteView;
import dev.admitone.gateway.invites.InvitesNotReadyException;
import dev.admitone.gateway.kafka.Answer;
import dev.admitone.gateway.kafka.LogPosition;
import dev.admitone.gateway.kafka.NotAcknowledgedException;
import dev.admitone.gateway.kafka.RedemptionLog;
import dev.admitone.schemas.ContentFingerprints;
import dev.admitone.schemas.avro.CreateInvite;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.Position;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RedemptionRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Creates invites, and tells whether a code could be redeemed. */
@RestController
@RequestMapping("/api/invites")
class InviteController {

  private final ChangeCalls calls;
  private final RedemptionLog log;
  private final InviteView invites;
  private final Answers answers;
  private final GeneratedCodes codes;
  private final Clock clock;

  InviteController(
      ChangeCalls calls,
      RedemptionLog log,
      InviteView invites,
      Answers answers,
      GeneratedCodes codes,
      Clock clock) {
    this.calls = calls;
    this.log = log;
    this.invites = invites;
    this.answers = answers;
    this.codes = codes;
    this.clock = clock;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> create(@RequestBody CreateBody body, HttpServletRequest http) {
    ChangeCall call = calls.read(http);
    UUID id = call.requestId();
    RedemptionRequest request = request(call, body);
    Duration wait = answers.wait(call.preference());
    long deadline = System.nanoTime() + wait.toNanos();
    try (var _ = MDC.putCloseable(Logs.REQUEST_ID, id.toString())) {
      return switch (log.submit(request, wait)) {
        case Answer.Decided(var decision) when decision.getOutcome() == Outcome.DONE ->
            created(decision, Duration.ofNanos(deadline - System.nanoTime()), http);
        case Answer.Decided(var decision) -> answers.decided(decision, http);
        case Answer.Pending pending -> answers.accepted(id, pending, http);
        case Answer.Unknown _ -> throw new IllegalStateException("A sent request is known");
      };
    } catch (NotAcknowledgedException e) {
      return answers.notAcknowledged(id, http);
    }
  }

  @PostMapping(path = "/validate", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> validate(@RequestBody ValidateBody body, HttpServletRequest http) {
    String code = Fields.code(body.code());
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
    DecisionTag.set(http, reason == null ? "VALID" : reason.name());
    return ResponseEntity.ok(validity);
  }

  /** The answer waits until this gateway's own store shows the invite: validate must agree. */
  private ResponseEntity<Object> created(
      RedemptionDecided decision, Duration wait, HttpServletRequest http) {
    UUID id = decision.getRequestId();
    String code = decision.getCode();
    Optional<Invite> shown = invites.await(code, decision.getInviteVersion(), wait);
    if (shown.isEmpty()) {
      Position at = decision.getAnsweredPosition();
      LogPosition position = new LogPosition(at.getPartition(), at.getOffset());
      return answers.accepted(id, new Answer.Pending(position, 0, Duration.ofSeconds(1)), http);
    }
    answers.note(decision, http);
    return ResponseEntity.status(HttpStatus.CREATED)
        .headers(answers.headers(http))
        .body(new Created(id, decision.getOutcome().name(), code, FullInvite.of(shown.get())));
  }

  private RedemptionRequest request(ChangeCall call, CreateBody body) {
    String code = body.code() == null ? generatedCode(call) : Fields.code(body.code());
    Long maxUses = Fields.maxUses(body.maxUses());
    CreateInvite create =
        new CreateInvite(
            maxUses == null,
            maxUses == null ? 0 : maxUses,
            Fields.time("startsAt", body.startsAt()),
            Fields.time("expiresAt", body.expiresAt()),
            call.caller().subject());
    return RedemptionRequest.newBuilder()
        .setRequestId(call.requestId())
        .setContentFingerprint(ContentFingerprints.of(code, create))
        .setCode(code)
        .setCreateInvite(create)
        .build();
  }

  private String generatedCode(ChangeCall call) {
    @Nullable String key = call.key();
    return key == null ? codes.random() : codes.derived(call.caller(), key, 0);
  }
}
