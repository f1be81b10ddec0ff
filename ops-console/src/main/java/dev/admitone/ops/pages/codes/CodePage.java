package dev.admitone.ops.pages.codes;

import dev.admitone.ops.changes.CountRepair;
import dev.admitone.ops.charts.Chart;
import dev.admitone.ops.history.Refusal;
import dev.admitone.ops.history.Use;
import dev.admitone.ops.html.Frame;
import dev.admitone.ops.html.Pager;
import dev.admitone.ops.html.Paths;
import dev.admitone.ops.invites.Invite;
import dev.admitone.ops.invites.InviteState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A code.
 *
 * @param code in its canonical form
 * @param invite null: the ledger has no invite with this code
 * @param drift what it counts and what it has; null: no drift is known
 * @param chart its uses over the time; null: there is no invite, or {@code chartMissing} says why
 * @param chartMissing why there is no chart; null: there is one, or there is no invite
 * @param isTimeTyped whether the uses are those from {@code from} to {@code to}; otherwise they are
 *     those of all times
 * @param notice what became of the form that the operator sent; null: none was sent
 * @param form what the forms of the page have
 */
public record CodePage(
    Frame frame,
    String code,
    @Nullable Invite invite,
    @Nullable CountRepair drift,
    @Nullable Chart chart,
    @Nullable String chartMissing,
    boolean isTimeTyped,
    List<Use> uses,
    Pager usesPager,
    List<Refusal> refusals,
    Pager refusalsPager,
    String from,
    String to,
    @Nullable Notice notice,
    Form form) {

  /** Copies the lists. */
  public CodePage {
    uses = List.copyOf(uses);
    refusals = List.copyOf(refusals);
  }

  /**
   * What became of a form.
   *
   * @param kind good or warn
   * @param sentence for the operator
   * @param requestId of the request that carries the change out; null: there is none
   */
  public record Notice(String kind, String sentence, @Nullable UUID requestId) {}

  /**
   * What forms have.
   *
   * @param key the same for each try of the form
   * @param release the use to be given back that the operator has chosen; empty: none
   */
  public record Form(String key, String release) {}

  /** The path of this page. */
  public String path() {
    return Paths.code(code);
  }

  /** The colour of the state: good, warn or bad. */
  public String mood() {
    if (invite == null || invite.state() == InviteState.REVOKED) {
      return "bad";
    }
    return invite.state() == InviteState.USABLE ? "good" : "warn";
  }

  /** A limit as the form has it: empty is unlimited. */
  public static String typed(@Nullable Long limit) {
    return limit == null ? "" : limit.toString();
  }

  /** A time as the form has it: empty is none. */
  public static String typed(@Nullable Instant time) {
    return time == null ? "" : time.toString();
  }
}
