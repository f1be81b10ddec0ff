package dev.admitone.ops.sessions;

import dev.admitone.ops.security.Operator;
import dev.admitone.ops.web.JsonBody;
import dev.admitone.ops.web.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The calls about sessions of the database that block others. */
@RestController
@RequestMapping(path = "/api/ops/sessions", produces = MediaType.APPLICATION_JSON_VALUE)
class SessionController {

  private static final String REASON = "reason";

  private final Sessions sessions;

  SessionController(Sessions sessions) {
    this.sessions = sessions;
  }

  @GetMapping
  SessionList list() {
    return sessions.list();
  }

  @PostMapping(path = "/{sessionId}/end", consumes = MediaType.APPLICATION_JSON_VALUE)
  BlockingSession end(
      @PathVariable("sessionId") String id,
      @RequestParam(required = false) @Nullable String dryRun,
      Authentication caller,
      HttpServletRequest call)
      throws IOException {
    String reason = Parameters.reason(JsonBody.read(call, REASON).text(REASON));
    Operator operator = Operator.of(caller);
    return Parameters.flag("dryRun", dryRun, true)
        ? sessions.dryRun(operator, id)
        : sessions.end(operator, id, reason);
  }
}
