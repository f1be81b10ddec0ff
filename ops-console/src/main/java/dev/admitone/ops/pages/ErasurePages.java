package dev.admitone.ops.pages;

import dev.admitone.ops.erasures.Erasure;
import dev.admitone.ops.erasures.Erasures;
import dev.admitone.ops.html.Crumb;
import dev.admitone.ops.html.Frame;
import dev.admitone.ops.html.Html;
import dev.admitone.ops.html.Paths;
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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page that shows what an erasure would do, and erases the user when it is confirmed. */
@Controller
class ErasurePages {

  private final Erasures erasures;
  private final Html html;

  ErasurePages(Erasures erasures, Html html) {
    this.erasures = erasures;
    this.html = html;
  }

  @GetMapping("/erasures")
  ResponseEntity<String> page(
      @RequestParam(required = false) @Nullable String id,
      @RequestParam(required = false) @Nullable String pending,
      Authentication operator,
      HttpServletRequest request) {
    String userId = Parameters.userId(id);
    return html.page(
        "users/erasure.jte",
        new ErasurePage(
            Frame.of(
                request, "Erase user " + userId, new Crumb("User " + userId, Paths.user(userId))),
            userId,
            erasures.dryRun(Operator.of(operator), userId),
            pending != null));
  }

  /**
   * Goes on at the page of the pseudonym, if all is erased: that of the user has nothing any more.
   * Else goes back, to what is still known of the user.
   */
  @PostMapping("/erasures")
  ResponseEntity<Void> erase(
      @RequestParam(required = false) @Nullable String id,
      @RequestParam(required = false) @Nullable String reason,
      @RequestParam(required = false) @Nullable String confirmed,
      Authentication operator) {
    if (!"yes".equals(confirmed)) {
      throw RefusedCallException.invalid("Mark the confirmation, and send the form again");
    }
    String userId = Parameters.userId(id);
    Erasure erasure =
        erasures.erase(
            Operator.of(operator),
            userId,
            Parameters.reason(reason == null ? null : reason.strip()));
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(
            URI.create(
                erasure.isComplete()
                    ? Paths.user(erasure.pseudonym())
                    : Paths.with(Paths.with("/erasures", "id", userId), "pending", "true")))
        .build();
  }
}
