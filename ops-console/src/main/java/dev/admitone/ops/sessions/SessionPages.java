package dev.admitone.ops.sessions;

import dev.admitone.ops.html.Frame;
import dev.admitone.ops.html.Html;
import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.security.Operator;
import dev.admitone.ops.web.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page about sessions of the database that block others, with a form to end each. */
@Controller
class SessionPages {

  private final Sessions sessions;
  private final Html html;

  SessionPages(Sessions sessions, Html html) {
    this.sessions = sessions;
    this.html = html;
  }

  @GetMapping("/sessions")
  ResponseEntity<String> page(HttpServletRequest request) {
    return html.page(
        "sessions/sessions.jte",
        new SessionsPage(Frame.of(request, "Sessions"), sessions.list().sessions()));
  }

  @PostMapping("/sessions/{id}/end")
  ResponseEntity<Void> end(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String reason,
      @RequestParam(required = false) @Nullable String confirmed,
      Authentication operator) {
    if (!"yes".equals(confirmed)) {
      throw RefusedCallException.invalid("Mark the confirmation, and send the form again");
    }
    sessions.end(
        Operator.of(operator), id, Parameters.reason(reason == null ? null : reason.strip()));
    return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create("/sessions")).build();
  }
}
