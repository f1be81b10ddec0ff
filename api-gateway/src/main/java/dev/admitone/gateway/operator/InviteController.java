package dev.admitone.gateway.operator;

import dev.admitone.gateway.call.CallReader;
import dev.admitone.gateway.call.ChangeCall;
import dev.admitone.gateway.call.Fields;
import dev.admitone.gateway.operator.InviteBodies.ChangeBody;
import dev.admitone.gateway.operator.InviteBodies.CreateBody;
import dev.admitone.gateway.operator.InviteBodies.CreatedInvite;
import dev.admitone.gateway.operator.InviteBodies.PendingInvite;
import dev.admitone.gateway.operator.InviteBodies.UpdatedInvite;
import dev.admitone.gateway.operator.OperatorCommands.Bodies;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Creates and changes invites. */
@RestController
@RequestMapping("/api/invites")
class InviteController {

  private static final String MERGE_PATCH = "application/merge-patch+json";

  private final CallReader calls;
  private final InviteRequests requests;
  private final OperatorCommands operators;
  private final BulkCreation bulk;

  InviteController(
      CallReader calls, InviteRequests requests, OperatorCommands operators, BulkCreation bulk) {
    this.calls = calls;
    this.requests = requests;
    this.operators = operators;
    this.bulk = bulk;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> create(@RequestBody CreateBody body, HttpServletRequest http) {
    ChangeCall call = calls.change(http);
    if (body.count() != null) {
      return bulk.create(call, body, Fields.count(body.count()));
    }
    return operators.carryOut(
        requests.create(call, body),
        call,
        HttpStatus.CREATED,
        new Bodies(CreatedInvite::of, PendingInvite::of));
  }

  @PatchMapping(
      path = "/{code}",
      consumes = {MERGE_PATCH, MediaType.APPLICATION_JSON_VALUE})
  ResponseEntity<Object> change(
      @PathVariable String code, @RequestBody ChangeBody body, HttpServletRequest http) {
    ChangeCall call = calls.change(http);
    return operators.carryOut(
        requests.change(call, Fields.code(code), body),
        call,
        HttpStatus.OK,
        Bodies.of(UpdatedInvite::of));
  }
}
