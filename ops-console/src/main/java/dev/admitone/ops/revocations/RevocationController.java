package dev.admitone.ops.revocations;

import dev.admitone.ops.invites.InviteFilterParameters;
import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.search.Page;
import dev.admitone.ops.security.Operator;
import dev.admitone.ops.web.JsonBody;
import dev.admitone.ops.web.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Calls that revoke codes by a filter. */
@RestController
@RequestMapping(path = "/api/ops/revocations", produces = MediaType.APPLICATION_JSON_VALUE)
class RevocationController {

  private static final String FILTER = "filter";
  private static final String REASON = "reason";
  private static final String CODES = "codes";

  private static final String[] CONDITIONS = {
    "state", "prefix", "createdBy", "createdFrom", "createdTo", "expiresFrom", "expiresTo"
  };

  private final Revocations revocations;

  RevocationController(Revocations revocations) {
    this.revocations = revocations;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  Revocation freeze(Authentication caller, HttpServletRequest call) throws IOException {
    JsonBody body = JsonBody.read(call, FILTER, REASON);
    String reason = Parameters.reason(body.text(REASON));
    JsonBody filter = body.object(FILTER, CONDITIONS);
    return revocations.freeze(
        Operator.of(caller),
        new InviteFilterParameters(
            filter.text("state"),
            filter.text("prefix"),
            filter.text("createdBy"),
            filter.text("createdFrom"),
            filter.text("createdTo"),
            filter.text("expiresFrom"),
            filter.text("expiresTo")),
        reason);
  }

  @PostMapping(path = "/{revocationId}/confirmation", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  Revocation confirm(
      @PathVariable String revocationId, Authentication caller, HttpServletRequest call)
      throws IOException {
    Long codes = JsonBody.read(call, CODES).number(CODES);
    if (codes == null) {
      throw RefusedCallException.invalid("codes must be the number of codes of the set");
    }
    return revocations.confirm(Operator.of(caller), id(revocationId), codes);
  }

  @GetMapping("/{revocationId}")
  Revocation revocation(@PathVariable String revocationId) {
    return revocations.find(id(revocationId));
  }

  @GetMapping("/{revocationId}/codes")
  Page<RevocationCode> codes(
      @PathVariable String revocationId,
      @RequestParam(required = false) @Nullable String next,
      @RequestParam(required = false) @Nullable String limit) {
    return revocations.codes(
        id(revocationId), next == null ? null : Parameters.code(next), Parameters.limit(limit));
  }

  private static UUID id(String typed) {
    return Parameters.id("The id of the set", typed);
  }
}
