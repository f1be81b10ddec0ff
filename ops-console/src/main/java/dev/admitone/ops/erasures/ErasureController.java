package dev.admitone.ops.erasures;

import dev.admitone.ops.security.Operator;
import dev.admitone.ops.web.JsonBody;
import dev.admitone.ops.web.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The call that erases a user, whose id is in the body: no access log has it. */
@RestController
@RequestMapping(path = "/api/ops/user/erasure", produces = MediaType.APPLICATION_JSON_VALUE)
class ErasureController {

  private static final String USER_ID = "userId";
  private static final String REASON = "reason";
  private static final String DRY_RUN = "dryRun";

  private final Erasures erasures;

  ErasureController(Erasures erasures) {
    this.erasures = erasures;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Erasure> erase(Authentication caller, HttpServletRequest call) throws IOException {
    JsonBody body = JsonBody.read(call, USER_ID, REASON, DRY_RUN);
    String userId = Parameters.userId(body.text(USER_ID));
    String reason = Parameters.reason(body.text(REASON));
    Operator operator = Operator.of(caller);
    if (!Boolean.FALSE.equals(body.flag(DRY_RUN))) {
      return ResponseEntity.ok(erasures.dryRun(operator, userId));
    }
    Erasure erasure = erasures.erase(operator, userId, reason);
    return ResponseEntity.status(erasure.isComplete() ? HttpStatus.OK : HttpStatus.ACCEPTED)
        .body(erasure);
  }
}
