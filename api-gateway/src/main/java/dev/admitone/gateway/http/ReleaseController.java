package dev.admitone.gateway.http;

import dev.admitone.gateway.http.InviteBodies.FullInvite;
import dev.admitone.gateway.kafka.LogPosition;
import dev.admitone.schemas.avro.Position;
import dev.admitone.schemas.avro.RedemptionRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Gives uses back. */
@RestController
class ReleaseController {

  private final ChangeCalls calls;
  private final ReleaseRequests requests;
  private final OperatorCalls operators;

  ReleaseController(ChangeCalls calls, ReleaseRequests requests, OperatorCalls operators) {
    this.calls = calls;
    this.requests = requests;
    this.operators = operators;
  }

  /** What giving a use back takes. */
  record ReleaseBody(@Nullable String code, @Nullable String reason) {}

  /** What it gives; the request id is that of the release itself. */
  record Released(
      UUID requestId,
      String status,
      UUID useId,
      String code,
      Instant decidedAt,
      LogPosition position,
      FullInvite invite) {}

  @PostMapping(
      path = "/api/redemptions/{requestId}/release",
      consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> release(
      @PathVariable String requestId, @RequestBody ReleaseBody body, HttpServletRequest http) {
    UUID useId = RequestIds.parse(requestId);
    ChangeCall call = calls.read(http);
    RedemptionRequest request = requests.release(call, useId, body.code(), body.reason());
    return operators.carryOut(
        request,
        call.preference(),
        HttpStatus.OK,
        (decision, invite) -> {
          Position position = decision.getPosition();
          return new Released(
              decision.getRequestId(),
              decision.getOutcome().name(),
              useId,
              invite.code(),
              decision.getDecidedAt(),
              new LogPosition(position.getPartition(), position.getOffset()),
              FullInvite.of(invite));
        },
        http);
  }
}
