package dev.admitone.ops.audit;

import dev.admitone.ops.search.Page;
import dev.admitone.ops.web.Parameters;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The call that lists what operators changed. */
@RestController
@RequestMapping(path = "/api/ops/audit", produces = MediaType.APPLICATION_JSON_VALUE)
class AuditController {

  private final Audit audit;
  private final Clock clock;

  AuditController(Audit audit, Clock clock) {
    this.audit = audit;
    this.clock = clock;
  }

  @GetMapping
  Page<AuditEntry> list(
      AuditFilterParameters filter,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String next,
      @RequestParam(required = false) @Nullable String limit) {
    return audit.list(
        filter.read(),
        Parameters.openRange(from, to, clock.instant()),
        Parameters.timeCursor(next),
        Parameters.limit(limit));
  }
}
