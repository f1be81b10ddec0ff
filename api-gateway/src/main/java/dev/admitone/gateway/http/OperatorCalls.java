package dev.admitone.gateway.http;

import dev.admitone.gateway.invites.Invite;
import dev.admitone.gateway.invites.InviteView;
import dev.admitone.gateway.kafka.Answer;
import dev.admitone.gateway.kafka.LogPosition;
import dev.admitone.gateway.kafka.NotAcknowledgedException;
import dev.admitone.gateway.kafka.RedemptionLog;
import dev.admitone.schemas.avro.Position;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RedemptionRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.slf4j.MDC;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/**
 * Carries out what operators ask for. The answer waits until this gateway's own store shows the
 * invite as the command left it: validate must agree.
 */
final class OperatorCalls {

  private final RedemptionLog log;
  private final InviteView invites;
  private final Answers answers;

  OperatorCalls(RedemptionLog log, InviteView invites, Answers answers) {
    this.log = log;
    this.invites = invites;
    this.answers = answers;
  }

  /**
   * Sends the request and waits for what becomes of it.
   *
   * @param success the status of the answer when it was carried out
   * @param body what the answer says then
   */
  ResponseEntity<Object> carryOut(
      RedemptionRequest request,
      Preference preference,
      HttpStatus success,
      BiFunction<RedemptionDecided, Invite, Object> body,
      HttpServletRequest http) {
    UUID id = request.getRequestId();
    Duration wait = answers.wait(preference);
    long deadline = System.nanoTime() + wait.toNanos();
    try (var _ = MDC.putCloseable(Logs.REQUEST_ID, id.toString())) {
      return switch (log.submit(request, wait)) {
        case Answer.Decided(var decision) when Decisions.reason(decision) != null ->
            answers.decided(decision, http);
        case Answer.Decided(var decision) ->
            shown(decision, Duration.ofNanos(deadline - System.nanoTime()))
                .map(invite -> answers.done(success, decision, body.apply(decision, invite), http))
                .orElseGet(() -> answers.accepted(id, notShown(decision), http));
        case Answer.Pending pending -> answers.accepted(id, pending, http);
        case Answer.Unknown _ -> throw new IllegalStateException("A sent request is known");
      };
    } catch (NotAcknowledgedException e) {
      return answers.notAcknowledged(id, http);
    }
  }

  private Optional<Invite> shown(RedemptionDecided decision, Duration wait) {
    return invites.await(decision.getCode(), decision.getInviteVersion(), wait);
  }

  private static Answer.Pending notShown(RedemptionDecided decision) {
    Position at = decision.getAnsweredPosition();
    return new Answer.Pending(
        new LogPosition(at.getPartition(), at.getOffset()), 0, Duration.ofSeconds(1));
  }
}
