package dev.admitone.ops.history;

import dev.admitone.ops.search.Page;
import dev.admitone.ops.search.TimeCursor;
import dev.admitone.ops.search.TimeRange;
import dev.admitone.ops.search.TimeSearch;
import org.jspecify.annotations.Nullable;

/** Uses and refusals, of a code or of a user, the newest first. */
public final class History {

  private final UsesTable uses;
  private final RefusalsTable refusals;
  private final TimeSearch search;

  History(UsesTable uses, RefusalsTable refusals, TimeSearch search) {
    this.uses = uses;
    this.refusals = refusals;
    this.search = search;
  }

  /** The uses that the invite has. */
  public Page<Use> usesOfInvite(
      InviteName invite, TimeRange range, @Nullable TimeCursor after, int limit) {
    return search.page(
        range, after, limit, (from, before, most) -> uses.ofInvite(invite, from, before, most));
  }

  /** The uses that the user has. */
  public Page<Use> usesOfUser(
      String userId, TimeRange range, @Nullable TimeCursor after, int limit) {
    return search.pageInOrder(
        range, after, limit, (from, before, most) -> uses.ofUser(userId, from, before, most));
  }

  /** The requests for the code that were refused, operators' commands among them. */
  public Page<Refusal> refusalsOfCode(
      String code, TimeRange range, @Nullable TimeCursor after, int limit) {
    return search.page(
        range, after, limit, (from, before, most) -> refusals.ofCode(code, from, before, most));
  }

  /** The requests of the user that were refused. */
  public Page<Refusal> refusalsOfUser(
      String userId, TimeRange range, @Nullable TimeCursor after, int limit) {
    return search.pageInOrder(
        range, after, limit, (from, before, most) -> refusals.ofUser(userId, from, before, most));
  }
}
