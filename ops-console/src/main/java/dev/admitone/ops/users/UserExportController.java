package dev.admitone.ops.users;

import dev.admitone.ops.export.ExportFormat;
import dev.admitone.ops.export.Exports;
import dev.admitone.ops.history.History;
import dev.admitone.ops.history.HistoryColumns;
import dev.admitone.ops.search.TimeRange;
import dev.admitone.ops.web.Parameters;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The lists of {@link UserController} as files, whose names have nothing of the user. */
@RestController
@RequestMapping(
    path = "/api/ops/exports/user",
    produces = {ExportFormat.CSV_TYPE, ExportFormat.JSON_LINES_TYPE})
class UserExportController {

  private final History history;
  private final Exports exports;
  private final Clock clock;

  UserExportController(History history, Exports exports, Clock clock) {
    this.history = history;
    this.exports = exports;
    this.clock = clock;
  }

  @GetMapping("/uses")
  void uses(
      @RequestParam(required = false) @Nullable String userId,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String format,
      HttpServletResponse response)
      throws IOException {
    String user = Parameters.userId(userId);
    TimeRange range = Parameters.openRange(from, to, clock.instant());
    exports.write(
        response,
        "uses",
        ExportFormat.of(format),
        HistoryColumns.USES,
        (next, limit) -> history.usesOfUser(user, range, Parameters.timeCursor(next), limit));
  }

  @GetMapping("/refusals")
  void refusals(
      @RequestParam(required = false) @Nullable String userId,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String format,
      HttpServletResponse response)
      throws IOException {
    String user = Parameters.userId(userId);
    TimeRange range = Parameters.openRange(from, to, clock.instant());
    exports.write(
        response,
        "refusals",
        ExportFormat.of(format),
        HistoryColumns.REFUSALS,
        (next, limit) -> history.refusalsOfUser(user, range, Parameters.timeCursor(next), limit));
  }
}
