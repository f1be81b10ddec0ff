package dev.admitone.gateway.signup;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.admitone.gateway.call.ChangeCall;
import dev.admitone.gateway.call.ChangeCalls;
import dev.admitone.gateway.call.Decisions;
import dev.admitone.gateway.call.Responses;
import dev.admitone.gateway.limits.CallLimits;
import dev.admitone.gateway.log.DecisionResult;
import dev.admitone.gateway.log.RedemptionLog;
import dev.admitone.gateway.log.requests.NotAcknowledgedException;
import dev.admitone.gateway.problem.Reason;
import dev.admitone.gateway.security.Caller;
import dev.admitone.gateway.web.Logs;
import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.RedemptionDecided;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Comparator;
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

  private final ChangeCalls calls;
  private final SignupRequests requests;
  private final PasswordHashes hashes;
  private final RedemptionLog log;
  private final Responses answers;
  private final CallLimits limits;

  SignupController(
      ChangeCalls calls,
      SignupRequests requests,
      PasswordHashes hashes,
      RedemptionLog log,
      Responses answers,
      CallLimits limits) {
    this.calls = calls;
    this.requests = requests;
    this.hashes = hashes;
    this.log = log;
    this.answers = answers;
    this.limits = limits;
  }

  @PostMapping(
      path = "/api/auth/complete-phone-signup",
      consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> signUp(
      @RequestBody SignupBody body, HttpServletRequest http, HttpServletResponse response) {
    ChangeCall call = calls.read(http);
    SignupForm form = SignupFields.form(body);
    call.caller().requireMayActFor(form.userId());
    call.caller().requirePhone(form.phone());
    limits.admit(call.caller(), form.userId(), response);
    UUID id = call.requestId();
    long deadline = System.nanoTime() + answers.wait(call.preference()).toNanos();
    List<ContentFingerprint> fingerprints = requests.fingerprints(form);
    try (var _ = MDC.putCloseable(Logs.REQUEST_ID, id.toString())) {
      // A retry whose answer is here costs no hash.
      Optional<RedemptionDecided> known = known(id, fingerprints);
      if (known.isPresent()) {
        return decided(known.get(), call.caller(), http);
      }
      Optional<String> hash = hashes.hash(form.password());
      if (hash.isEmpty()) {
        return answers.overloaded(id, http);
      }
      return switch (submit(id, fingerprints, form, hash.get(), deadline)) {
        case DecisionResult.Decided(var decision) -> decided(decision, call.caller(), http);
        case DecisionResult.Pending pending -> answers.acceptedSignup(id, pending, http);
        case DecisionResult.Unknown _ -> throw new IllegalStateException("A sent request is known");
      };
    } catch (NotAcknowledgedException e) {
      return answers.notAcknowledged(id, http);
    }
  }

  /** The signup's answer; that its id is another request's, only if it is so under each key. */
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
  private DecisionResult submit(
      UUID id,
      List<ContentFingerprint> fingerprints,
      SignupForm form,
      String passwordHash,
      long deadline)
      throws NotAcknowledgedException {
    DecisionResult answer = new DecisionResult.Unknown();
    for (ContentFingerprint fingerprint : fingerprints) {
      Duration wait = Duration.ofNanos(deadline - System.nanoTime());
      answer = log.submit(requests.request(id, fingerprint, form, passwordHash), wait);
      if (!(answer instanceof DecisionResult.Decided(var decision) && isReused(decision))) {
        break;
      }
    }
    return answer;
  }

  private static boolean isReused(RedemptionDecided decision) {
    return Decisions.reason(decision) == Reason.REQUEST_ID_REUSED;
  }

  private ResponseEntity<Object> decided(
      RedemptionDecided decision, Caller caller, HttpServletRequest http) {
    limits.told(caller, decision);
    return Decisions.reason(decision) == null
        ? answers.done(HttpStatus.OK, decision, SUCCESS, http)
        : answers.decided(decision, http);
  }
}
