package dev.admitone.gateway.signup;

import dev.admitone.gateway.call.CallReader;
import dev.admitone.gateway.call.ChangeCall;
import dev.admitone.gateway.call.Decisions;
import dev.admitone.gateway.call.Responses;
import dev.admitone.gateway.limits.CallLimits;
import dev.admitone.gateway.log.DecisionResult;
import dev.admitone.gateway.log.RequestLog;
import dev.admitone.gateway.log.requests.NotAcknowledgedException;
import dev.admitone.gateway.problem.Reason;
import dev.admitone.gateway.web.LoggerKeys;
import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.RedemptionDecided;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.MDC;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Signs users up: a redemption with a profile. */
@RestController
class SignupController {

  private static final Map<String, Boolean> SUCCESS = Map.of("success", true);

  private final CallReader calls;
  private final SignupRequests requests;
  private final PasswordHashes hashes;
  private final RequestLog log;
  private final Responses responses;
  private final CallLimits limits;

  SignupController(
      CallReader calls,
      SignupRequests requests,
      PasswordHashes hashes,
      RequestLog log,
      Responses responses,
      CallLimits limits) {
    this.calls = calls;
    this.requests = requests;
    this.hashes = hashes;
    this.log = log;
    this.responses = responses;
    this.limits = limits;
  }

  @PostMapping(
      path = "/api/auth/complete-phone-signup",
      consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> signUp(
      @RequestBody SignupBody body, HttpServletRequest http, HttpServletResponse response) {
    ChangeCall call = calls.change(http);
    SignupForm form = SignupFields.form(body);
    call.caller().requireMayActFor(form.userId());
    call.caller().requirePhone(form.phone());
    limits.admit(call.caller(), form.userId(), response);
    UUID id = call.requestId();
    long deadline = System.nanoTime() + responses.wait(call.preference()).toNanos();
    List<ContentFingerprint> fingerprints = requests.fingerprints(form);
    try (var _ = MDC.putCloseable(LoggerKeys.REQUEST_ID, id.toString())) {
      // A retry whose result is here costs no hash.
      Optional<RedemptionDecided> known = known(id, fingerprints);
      if (known.isPresent()) {
        return decided(known.get(), call);
      }
      Optional<String> hash = hashes.hash(form.password());
      if (hash.isEmpty()) {
        return responses.overloaded(id, call);
      }
      return switch (submit(id, fingerprints, form, hash.get(), deadline)) {
        case DecisionResult.Decided(var decision) -> decided(decision, call);
        case DecisionResult.Pending pending -> responses.acceptedSignup(id, pending, call);
      };
    } catch (NotAcknowledgedException e) {
      return responses.notAcknowledged(id, call);
    }
  }

  /** The signup's result; that its id is another request's, only if it is so under each key. */
  private Optional<RedemptionDecided> known(UUID id, List<ContentFingerprint> fingerprints) {
    List<RedemptionDecided> known =
        fingerprints.stream()
            .map(fingerprint -> log.known(id, fingerprint))
            .flatMap(Optional::stream)
            .toList();
    return known.stream()
        .filter(decision -> known.size() == fingerprints.size() || !isReused(decision))
        .min(Comparator.comparing(SignupController::isReused));
  }

  /**
   * Sends the signup as it looks under the primary key. If its id is another request's then, that
   * may be this signup under an older key: it is sent once more for each of those.
   */
  private DecisionResult.Known submit(
      UUID id,
      List<ContentFingerprint> fingerprints,
      SignupForm form,
      String passwordHash,
      long deadline)
      throws NotAcknowledgedException {
    Iterator<ContentFingerprint> left = fingerprints.iterator();
    while (true) {
      Duration wait = Duration.ofNanos(deadline - System.nanoTime());
      DecisionResult.Known result =
          log.decide(requests.request(id, left.next(), form, passwordHash), wait);
      boolean reused = result instanceof DecisionResult.Decided(var decision) && isReused(decision);
      if (!reused || !left.hasNext()) {
        return result;
      }
    }
  }

  private static boolean isReused(RedemptionDecided decision) {
    return Decisions.reason(decision) == Reason.REQUEST_ID_REUSED;
  }

  private ResponseEntity<Object> decided(RedemptionDecided decision, ChangeCall call) {
    limits.told(call.caller(), decision);
    return Decisions.reason(decision) == null
        ? responses.done(HttpStatus.OK, decision, SUCCESS, call)
        : responses.decided(decision, call);
  }
}
