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

/** The lists of invites as files, for programs and for pages; parameters are as they were sent. */
public final class InviteExports {

  private final Invites invites;
  private final History history;
  private final Exports exports;
  private final Clock clock;

  InviteExports(Invites invites, History history, Exports exports, Clock clock) {
    this.invites = invites;
    this.history = history;
    this.exports = exports;
    this.clock = clock;
  }

  /**
   * Writes the invites of a filter.
   *
   * @param name of the file, without its ending
   */
  public void invites(
      InviteFilterParameters parameters,
      String name,
      @Nullable String format,
      HttpServletResponse response)
      throws IOException {
    InviteFilter filter = parameters.read();
    exports.write(
        response,
        name,
        ExportFormat.of(format),
        InviteColumns.ALL,
        (next, limit) -> invites.list(filter, next, limit));
  }

  /** Writes the uses of a code. */
  public void uses(
      String code,
      @Nullable String from,
      @Nullable String to,
      @Nullable String format,
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

  /** Writes the refusals of a code. */
  public void refusals(
      String code,
      @Nullable String from,
      @Nullable String to,
      @Nullable String format,
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
