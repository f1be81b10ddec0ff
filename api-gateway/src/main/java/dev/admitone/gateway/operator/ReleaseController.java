package dev.admitone.gateway.operator;

import dev.admitone.gateway.call.CallReader;
import dev.admitone.gateway.call.ChangeCall;
import dev.admitone.gateway.call.RequestIds;
import dev.admitone.gateway.log.requests.LogPosition;
import dev.admitone.gateway.operator.InviteBodies.FullInvite;
import dev.admitone.gateway.operator.OperatorCommands.Bodies;
import dev.admitone.schemas.avro.RedemptionRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
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

  private final CallReader calls;
  private final ReleaseRequests requests;
  private final OperatorCommands operators;

  ReleaseController(CallReader calls, ReleaseRequests requests, OperatorCommands operators) {
    this.calls = calls;
    this.requests = requests;
    this.operators = operators;
  }

  @PostMapping(
      path = "/api/redemptions/{requestId}/release",
      consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> release(
      @PathVariable String requestId, @RequestBody ReleaseBody body, HttpServletRequest http) {
    UUID useId = RequestIds.parse(requestId);
    ChangeCall call = calls.change(http);
    RedemptionRequest request = requests.release(call, useId, body.code(), body.reason());
    return operators.carryOut(
        request,
        call,
        HttpStatus.OK,
        Bodies.of(
            (decision, invite) ->
                new Released(
                    decision.getRequestId(),
                    decision.getOutcome().name(),
                    useId,
                    invite.code(),
                    decision.getDecidedAt(),
                    LogPosition.of(decision.getPosition()),
                    FullInvite.of(invite))));
  }
}
