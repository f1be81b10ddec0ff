package dev.admitone.ops.changes;

import dev.admitone.ops.security.Operator;
import dev.admitone.ops.web.JsonBody;
import dev.admitone.ops.web.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Calls that change one invite. */
@RestController
@RequestMapping(path = "/api/ops", produces = MediaType.APPLICATION_JSON_VALUE)
class ChangeController {

  private static final String KEY = "Idempotency-Key";
  private static final String MERGE_PATCH = "application/merge-patch+json";

  private static final String CODE = "code";
  private static final String USES_MAX = "maxUses";
  private static final String STARTS_AT = "startsAt";
  private static final String EXPIRES_AT = "expiresAt";
  private static final String REVOKED = "revoked";
  private static final String REASON = "reason";

  private final Changes changes;

  ChangeController(Changes changes) {
    this.changes = changes;
  }

  @PostMapping(path = "/invites", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Change> create(
      @RequestHeader(name = KEY, required = false) @Nullable String key,
      Authentication caller,
      HttpServletRequest call)
      throws IOException {
    JsonBody body = JsonBody.read(call, CODE, USES_MAX, STARTS_AT, EXPIRES_AT, REASON);
    NewInvite invite =
        NewInvite.read(
            body.text(CODE), body.number(USES_MAX), body.text(STARTS_AT), body.text(EXPIRES_AT));
    return response(HttpStatus.CREATED, changes.create(cause(caller, key, body), invite));
  }

  @PatchMapping(
      path = "/invites/{code}",
      consumes = {MERGE_PATCH, MediaType.APPLICATION_JSON_VALUE})
  ResponseEntity<Change> change(
      @PathVariable String code,
      @RequestHeader(name = KEY, required = false) @Nullable String key,
      Authentication caller,
      HttpServletRequest call)
      throws IOException {
    JsonBody body = JsonBody.read(call, USES_MAX, STARTS_AT, EXPIRES_AT, REVOKED, REASON);
    InvitePatch patch =
        new InvitePatch(
            body.has(USES_MAX) ? Patch.of(body.number(USES_MAX)) : Patch.absent(),
            time(STARTS_AT, body),
            time(EXPIRES_AT, body),
            body.has(REVOKED) ? Patch.of(body.flag(REVOKED)) : Patch.absent());
    return response(
        HttpStatus.OK, changes.change(cause(caller, key, body), Parameters.code(code), patch));
  }

  @PostMapping(path = "/invites/{code}/revocation", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Change> revoke(
      @PathVariable String code,
      @RequestHeader(name = KEY, required = false) @Nullable String key,
      Authentication caller,
      HttpServletRequest call)
      throws IOException {
    JsonBody body = JsonBody.read(call, REASON);
    return response(HttpStatus.OK, changes.revoke(cause(caller, key, body), Parameters.code(code)));
  }

  @PostMapping(path = "/requests/{requestId}/release", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Change> release(
      @PathVariable String requestId,
      @RequestHeader(name = KEY, required = false) @Nullable String key,
      Authentication caller,
      HttpServletRequest call)
      throws IOException {
    UUID useId = Parameters.requestId(requestId);
    JsonBody body = JsonBody.read(call, CODE, REASON);
    String code = body.text(CODE);
    return response(
        HttpStatus.OK,
        changes.release(
            cause(caller, key, body), useId, code == null ? null : Parameters.code(code)));
  }

  private static Patch<Instant> time(String name, JsonBody body) {
    return body.has(name) ? Patch.of(Values.time(name, body.text(name))) : Patch.absent();
  }

  private static Cause cause(Authentication caller, @Nullable String key, JsonBody body) {
    return new Cause(
        Operator.of(caller), Parameters.reason(body.text(REASON)), Parameters.optionalKey(key));
  }

  /** A change that is not decided yet is accepted, and will be. */
  private static ResponseEntity<Change> response(HttpStatus done, Change change) {
    return ResponseEntity.status(change.invite() == null ? HttpStatus.ACCEPTED : done).body(change);
  }
}
