package dev.admitone.ops.invites;

import dev.admitone.ops.export.ExportFormat;
import dev.admitone.ops.export.Exports;
import dev.admitone.ops.history.History;
import dev.admitone.ops.history.HistoryColumns;
import dev.admitone.ops.history.InviteName;
import dev.admitone.ops.problem.Reason;
import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.search.TimeRange;
import dev.admitone.ops.web.Parameters;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The lists of {@link InviteController} as files. */
@RestController
@RequestMapping(
    path = "/api/ops/exports/invites",
    produces = {ExportFormat.CSV_TYPE, ExportFormat.JSON_LINES_TYPE})
class InviteExportController {

  private final Invites invites;
  private final History history;
  private final Exports exports;
  private final Clock clock;

  InviteExportController(Invites invites, History history, Exports exports, Clock clock) {
    this.invites = invites;
    this.history = history;
    this.exports = exports;
    this.clock = clock;
  }

  @GetMapping
  void invites(
      InviteFilterParameters parameters,
      @RequestParam(required = false) @Nullable String format,
      HttpServletResponse response)
      throws IOException {
    InviteFilter filter = parameters.read();
    exports.write(
        response,
        "invites",
        ExportFormat.of(format),
        InviteColumns.ALL,
        (next, limit) -> invites.list(filter, next, limit));
  }

  @GetMapping("/{code}/uses")
  void uses(
      @PathVariable String code,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String format,
      HttpServletResponse response)
      throws IOException {
    String canonical = Parameters.code(code);
    TimeRange range = Parameters.openRange(from, to, clock.instant());
    ExportFormat chosen = ExportFormat.of(format);
    InviteName invite =
        invites
            .find(canonical)
            .orElseThrow(() -> new RefusedCallException(Reason.UNKNOWN_CODE))
            .name();
    exports.write(
        response,
        "uses-" + canonical,
        chosen,
        HistoryColumns.USES,
        (next, limit) -> history.usesOfInvite(invite, range, Parameters.timeCursor(next), limit));
  }

  @GetMapping("/{code}/refusals")
  void refusals(
      @PathVariable String code,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String format,
      HttpServletResponse response)
      throws IOException {
    String canonical = Parameters.code(code);
    TimeRange range = Parameters.range(from, to, clock.instant());
    exports.write(
        response,
        "refusals-" + canonical,
        ExportFormat.of(format),
        HistoryColumns.REFUSALS,
        (next, limit) ->
            history.refusalsOfCode(canonical, range, Parameters.timeCursor(next), limit));
  }
}
