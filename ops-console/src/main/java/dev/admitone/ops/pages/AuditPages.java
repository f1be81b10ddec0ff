package dev.admitone.ops.pages;

import dev.admitone.ops.audit.Audit;
import dev.admitone.ops.audit.AuditEntry;
import dev.admitone.ops.audit.AuditFilterParameters;
import dev.admitone.ops.html.Frame;
import dev.admitone.ops.html.Html;
import dev.admitone.ops.html.Pager;
import dev.admitone.ops.search.Page;
import dev.admitone.ops.web.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page of what operators changed. */
@Controller
class AuditPages {

  private static final String PATH = "/audit";
  private static final int ITEMS = 50;

  private final Audit audit;
  private final Html html;
  private final Clock clock;

  AuditPages(Audit audit, Html html, Clock clock) {
    this.audit = audit;
    this.html = html;
    this.clock = clock;
  }

  @GetMapping(PATH)
  ResponseEntity<String> page(
      AuditFilterParameters typed,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String next,
      HttpServletRequest request) {
    AuditFilterParameters filter =
        new AuditFilterParameters(
            given(typed.operator()), given(typed.action()), given(typed.target()));
    Page<AuditEntry> page =
        audit.list(
            filter.read(),
            Parameters.openRange(given(from), given(to), clock.instant()),
            Parameters.timeCursor(given(next)),
            ITEMS);
    Map<String, @Nullable String> parameters = new LinkedHashMap<>();
    parameters.put("operator", filter.operator());
    parameters.put("action", filter.action());
    parameters.put("target", filter.target());
    parameters.put("from", given(from));
    parameters.put("to", given(to));
    return html.page(
        "audit/audit.jte",
        new AuditPage(
            Frame.of(request, "Audit"),
            filter,
            from == null ? "" : from,
            to == null ? "" : to,
            page.items(),
            Pager.of(page, PATH, parameters, "next")));
  }

  private static @Nullable String given(@Nullable String typed) {
    return typed == null || typed.isBlank() ? null : typed.strip();
  }
}
