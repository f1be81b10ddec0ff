package dev.admitone.ops.invites;

import dev.admitone.ops.history.History;
import dev.admitone.ops.history.Refusal;
import dev.admitone.ops.history.Use;
import dev.admitone.ops.problem.Reason;
import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.search.Page;
import dev.admitone.ops.web.Parameters;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Calls about invites. */
@RestController
@RequestMapping(path = "/api/ops/invites", produces = MediaType.APPLICATION_JSON_VALUE)
class InviteController {

  private final Invites invites;
  private final History history;
  private final Clock clock;

  InviteController(Invites invites, History history, Clock clock) {
    this.invites = invites;
    this.history = history;
    this.clock = clock;
  }

  @GetMapping
  Page<Invite> list(
      InviteFilterParameters filter,
      @RequestParam(required = false) @Nullable String next,
      @RequestParam(required = false) @Nullable String limit) {
    return invites.list(filter.read(), after(next), Parameters.limit(limit));
  }

  @GetMapping("/{code}")
  Invite invite(@PathVariable String code) {
    return existing(Parameters.code(code));
  }

  @GetMapping("/{code}/uses")
  Page<Use> uses(
      @PathVariable String code,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String next,
      @RequestParam(required = false) @Nullable String limit) {
    return history.usesOfInvite(
        existing(Parameters.code(code)).name(),
        Parameters.openRange(from, to, clock.instant()),
        Parameters.timeCursor(next),
        Parameters.limit(limit));
  }

  /** Also of a code without an invite: most refusals of such a code are UNKNOWN_CODE. */
  @GetMapping("/{code}/refusals")
  Page<Refusal> refusals(
      @PathVariable String code,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String next,
      @RequestParam(required = false) @Nullable String limit) {
    return history.refusalsOfCode(
        Parameters.code(code),
        Parameters.range(from, to, clock.instant()),
        Parameters.timeCursor(next),
        Parameters.limit(limit));
  }

  private Invite existing(String code) {
    return invites.find(code).orElseThrow(() -> new RefusedCallException(Reason.UNKNOWN_CODE));
  }

  private static @Nullable String after(@Nullable String next) {
    if (next == null) {
      return null;
    }
    // The last code of the page before, in its canonical form.
    String code = Parameters.code(next);
    if (!code.equals(next)) {
      throw Parameters.noCursor();
    }
    return code;
  }
}
