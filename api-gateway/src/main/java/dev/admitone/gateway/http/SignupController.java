package dev.admitone.gateway.http;

import dev.admitone.gateway.kafka.Answer;
import dev.admitone.gateway.kafka.NotAcknowledgedException;
import dev.admitone.gateway.kafka.RedemptionLog;
import dev.admitone.gateway.signup.PasswordHashes;
import dev.admitone.gateway.signup.SignupForm;
import dev.admitone.gateway.signup.SignupRequests;
import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.RedemptionDecided;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
  private final Answers answers;
  private final CallLimits limits;

  SignupController(
      ChangeCalls calls,
      SignupRequests requests,
      PasswordHashes hashes,
      RedemptionLog log,
      Answers answers,
      CallLimits limits) {
    this.calls = calls;
    this.requests = requests;
    this.hashes = hashes;
    this.log = log;
    this.answers = answers;
    this.limits = limits;
  }

  /** What signing up takes. */
  record SignupBody(
      @Nullable String userId,
      @Nullable String email,
      @Nullable String password,
      @Nullable String username,
      @Nullable String displayName,
      @Nullable String inviteCode,
      @Nullable String phone) {

    /** Says nothing of the content: at its finest level the framework logs what it has read. */
    @Override
    public String toString() {
      return "SignupBody[...]";
    }
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
    ContentFingerprint fingerprint = requests.fingerprint(form);
    try (var _ = MDC.putCloseable(Logs.REQUEST_ID, id.toString())) {
      // A retry whose answer is here costs no hash.
      Optional<RedemptionDecided> known = log.known(id, fingerprint);
      if (known.isPresent()) {
        return decided(known.get(), http);
      }
      Optional<String> hash = hashes.hash(form.password());
      if (hash.isEmpty()) {
        return answers.overloaded(id, http);
      }
      Duration wait = Duration.ofNanos(deadline - System.nanoTime());
      return switch (log.submit(requests.request(id, fingerprint, form, hash.get()), wait)) {
        case Answer.Decided(var decision) -> decided(decision, http);
        case Answer.Pending pending -> answers.acceptedSignup(id, pending, http);
        case Answer.Unknown _ -> throw new IllegalStateException("A sent request is known");
      };
    } catch (NotAcknowledgedException e) {
      return answers.notAcknowledged(id, http);
    }
  }

  private ResponseEntity<Object> decided(RedemptionDecided decision, HttpServletRequest http) {
    return Decisions.reason(decision) == null
        ? answers.done(HttpStatus.OK, decision, SUCCESS, http)
        : answers.decided(decision, http);
  }
}
