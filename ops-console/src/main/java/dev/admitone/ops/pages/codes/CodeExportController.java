package dev.admitone.ops.pages.codes;

import dev.admitone.ops.export.ExportFormat;
import dev.admitone.ops.export.Exports;
import dev.admitone.ops.history.History;
import dev.admitone.ops.history.HistoryColumns;
import dev.admitone.ops.history.InviteName;
import dev.admitone.ops.invites.InviteColumns;
import dev.admitone.ops.invites.InviteFilter;
import dev.admitone.ops.invites.InviteFilterParameters;
import dev.admitone.ops.invites.Invites;
import dev.admitone.ops.problem.Reason;
import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.search.TimeRange;
import dev.admitone.ops.web.Parameters;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** The lists of the pages of codes as files, for operators in a browser. */
@Controller
class CodeExportController {

  private final Invites invites;
  private final History history;
  private final Exports exports;
  private final Clock clock;

  CodeExportController(Invites invites, History history, Exports exports, Clock clock) {
    this.invites = invites;
    this.history = history;
    this.exports = exports;
    this.clock = clock;
  }

  @GetMapping("/export/codes")
  @ResponseBody
  void codes(
      InviteFilterParameters parameters,
      @RequestParam(required = false) @Nullable String format,
      HttpServletResponse response)
      throws IOException {
    InviteFilter filter = parameters.read();
    exports.write(
        response,
        "codes",
        ExportFormat.of(format),
        InviteColumns.ALL,
        (next, limit) -> invites.list(filter, next, limit));
  }

  @GetMapping("/export/codes/{code}/uses")
  @ResponseBody
  void uses(
      @PathVariable String code,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String format,
      HttpServletResponse response)
      throws IOException {
    TimeRange range = Parameters.openRange(from, to, clock.instant());
    InviteName invite =
        invites
            .find(Parameters.code(code))
            .map(found -> new InviteName(found.requestId(), found.code()))
            .orElseThrow(() -> new RefusedCallException(Reason.UNKNOWN_CODE));
    exports.write(
        response,
        "uses-" + invite.code(),
        ExportFormat.of(format),
        HistoryColumns.USES,
        (next, limit) -> history.usesOfInvite(invite, range, Parameters.timeCursor(next), limit));
  }

  @GetMapping("/export/codes/{code}/refusals")
  @ResponseBody
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
