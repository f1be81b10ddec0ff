package dev.admitone.ops.changes;

import dev.admitone.ops.security.Operator;
import dev.admitone.ops.web.JsonBody;
import dev.admitone.ops.web.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The call that has the uses of an invite counted again. */
@RestController
class CountRepairController {

  private static final String REASON = "reason";

  private final CountRepairs repairs;

  CountRepairController(CountRepairs repairs) {
    this.repairs = repairs;
  }

  @PostMapping(
      path = "/api/ops/invites/{code}/count-repair",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<CountRepair> repair(
      @PathVariable String code,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestParam(required = false) @Nullable String dryRun,
      Authentication caller,
      HttpServletRequest call)
      throws IOException {
    Cause cause =
        new Cause(
            Operator.of(caller),
            Parameters.reason(JsonBody.read(call, REASON).text(REASON)),
            Parameters.optionalKey(key));
    cause.operator().requireChange();
    String canonical = Parameters.code(code);
    if (Parameters.flag("dryRun", dryRun, true)) {
      return ResponseEntity.ok(repairs.dryRun(canonical));
    }
    CountRepair repair = repairs.repair(cause, canonical);
    return ResponseEntity.status(repair.invite() == null ? HttpStatus.ACCEPTED : HttpStatus.OK)
        .body(repair);
  }
}
