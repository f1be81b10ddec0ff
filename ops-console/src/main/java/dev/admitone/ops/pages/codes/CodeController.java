package dev.admitone.ops.pages.codes;

import dev.admitone.ops.charts.Chart;
import dev.admitone.ops.history.History;
import dev.admitone.ops.history.InviteName;
import dev.admitone.ops.history.Refusal;
import dev.admitone.ops.history.Use;
import dev.admitone.ops.html.Crumb;
import dev.admitone.ops.html.Frame;
import dev.admitone.ops.html.Html;
import dev.admitone.ops.html.Pager;
import dev.admitone.ops.html.Paths;
import dev.admitone.ops.invites.Invite;
import dev.admitone.ops.invites.Invites;
import dev.admitone.ops.ledger.LedgerTooSlowException;
import dev.admitone.ops.search.Page;
import dev.admitone.ops.search.TimeRange;
import dev.admitone.ops.web.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The page of a code. */
@Controller
class CodeController {

  static final Crumb CODES = new Crumb("Codes", "/codes");

  private static final int ITEMS = 20;

  private final Invites invites;
  private final History history;
  private final UsesChart charts;
  private final CountDrift drift;
  private final Html html;
  private final Clock clock;

  CodeController(
      Invites invites,
      History history,
      UsesChart charts,
      CountDrift drift,
      Html html,
      Clock clock) {
    this.invites = invites;
    this.history = history;
    this.charts = charts;
    this.drift = drift;
    this.html = html;
    this.clock = clock;
  }

  /**
   * Also of a code without an invite: most refusals of such a code are UNKNOWN_CODE, and that is
   * what an operator looks for.
   */
  @GetMapping("/codes/{code}")
  ResponseEntity<String> page(
      @PathVariable String code, CodeParameters typed, HttpServletRequest request) {
    String canonical = Parameters.code(code);
    TimeRange range = Parameters.range(given(typed.from()), given(typed.to()), clock.instant());
    Instant from = range.from() == null ? range.to() : range.from();
    @Nullable Invite invite = invites.find(canonical).orElse(null);
    TimeRange usesRange = isTimeTyped(typed) ? range : new TimeRange(null, range.to());
    Page<Use> uses = uses(invite, usesRange, typed);
    Page<Refusal> refusals =
        history.refusalsOfCode(
            canonical, range, Parameters.timeCursor(given(typed.refusals())), ITEMS);
    Drawn drawn = drawn(invite, from, range);
    CodePage page =
        new CodePage(
            Frame.of(request, "Code " + canonical, CODES),
            canonical,
            invite,
            invite == null ? null : drift.of(canonical),
            drawn.chart(),
            drawn.missing(),
            isTimeTyped(typed),
            uses.items(),
            pager(uses, canonical, typed, "uses"),
            refusals.items(),
            pager(refusals, canonical, typed, "refusals"),
            from.toString(),
            range.to().toString(),
            notice(typed),
            new CodePage.Form(
                UUID.randomUUID().toString(), typed.release() == null ? "" : typed.release()));
    return html.page(invite == null ? HttpStatus.NOT_FOUND : HttpStatus.OK, "codes/code.jte", page);
  }

  /** Without a time all uses are looked at: an index has them, other than the refusals. */
  private static boolean isTimeTyped(CodeParameters typed) {
    return given(typed.from()) != null || given(typed.to()) != null;
  }

  private Page<Use> uses(@Nullable Invite invite, TimeRange range, CodeParameters typed) {
    return invite == null
        ? Page.of(List.of(), false, null)
        : history.usesOfInvite(
            name(invite), range, Parameters.timeCursor(given(typed.uses())), ITEMS);
  }

  private Drawn drawn(@Nullable Invite invite, Instant from, TimeRange range) {
    if (invite == null) {
      return new Drawn(null, null);
    }
    try {
      return new Drawn(charts.of(name(invite), from, range), null);
    } catch (LedgerTooSlowException e) {
      return new Drawn(
          null, "The database did not count the uses of this time in time. Choose a shorter one.");
    }
  }

  /** A chart, or why there is none. */
  private record Drawn(@Nullable Chart chart, @Nullable String missing) {}

  private static InviteName name(Invite invite) {
    return new InviteName(invite.requestId(), invite.code());
  }

  private static Pager pager(Page<?> page, String code, CodeParameters typed, String name) {
    Map<String, @Nullable String> parameters = new LinkedHashMap<>();
    parameters.put("from", given(typed.from()));
    parameters.put("to", given(typed.to()));
    return Pager.of(page, Paths.code(code), parameters, name);
  }

  private static CodePage.@Nullable Notice notice(CodeParameters typed) {
    if (typed.differs() != null) {
      return new CodePage.Notice(
          "warn",
          "The code was changed since you opened the form. Nothing was changed by you: look at the"
              + " values, and decide again.",
          null);
    }
    if (typed.nothing() != null) {
      return new CodePage.Notice("warn", "The form has the values that the code has.", null);
    }
    if (typed.asked() == null) {
      return null;
    }
    UUID id = Parameters.requestId(typed.asked());
    return typed.pending() == null
        ? new CodePage.Notice("good", "The change was made.", id)
        : new CodePage.Notice(
            "warn", "The change was sent, and was not decided in time. It will be.", id);
  }

  private static @Nullable String given(@Nullable String typed) {
    return typed == null || typed.isBlank() ? null : typed.strip();
  }
}
