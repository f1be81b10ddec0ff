package dev.admitone.ops.pages.codes;

import dev.admitone.ops.changes.CountRepair;
import dev.admitone.ops.changes.CountRepairs;
import dev.admitone.ops.html.Crumb;
import dev.admitone.ops.html.Frame;
import dev.admitone.ops.html.Html;
import dev.admitone.ops.html.Paths;
import dev.admitone.ops.web.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Repairs a count: a page that shows both numbers, and its form. */
@Controller
class CountRepairPages {

  private final CountRepairs repairs;
  private final Html html;

  CountRepairPages(CountRepairs repairs, Html html) {
    this.repairs = repairs;
    this.html = html;
  }

  @GetMapping("/codes/{code}/count-repair")
  ResponseEntity<String> page(@PathVariable("code") String typed, HttpServletRequest request) {
    String code = Parameters.code(typed);
    Crumb above = new Crumb("Code " + code, Paths.code(code));
    return html.page(
        "codes/count-repair.jte",
        new CountRepairPage(
            Frame.of(request, "Count of " + code, CodeController.CODES, above),
            repairs.dryRun(code),
            UUID.randomUUID() + "-repair"));
  }

  @PostMapping("/codes/{code}/count-repair")
  ResponseEntity<Void> repair(
      @PathVariable("code") String typed, ChangeForm form, Authentication operator) {
    String code = Parameters.code(typed);
    CountRepair repair = repairs.repair(form.cause(operator), code);
    String path = Paths.with(Paths.code(code), "asked", String.valueOf(repair.requestId()));
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(URI.create(repair.invite() == null ? Paths.with(path, "pending", "true") : path))
        .build();
  }
}
