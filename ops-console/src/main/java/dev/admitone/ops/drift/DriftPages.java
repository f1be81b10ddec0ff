package dev.admitone.ops.drift;

import dev.admitone.ops.html.Frame;
import dev.admitone.ops.html.Html;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The page about what does not agree in the ledger. */
@Controller
class DriftPages {

  private final Verification verification;
  private final Html html;

  DriftPages(Verification verification, Html html) {
    this.verification = verification;
    this.html = html;
  }

  @GetMapping("/drift")
  ResponseEntity<String> drift(HttpServletRequest request) {
    return html.page(
        "drift/drift.jte", new DriftView(Frame.of(request, "Drift"), verification.report()));
  }
}
