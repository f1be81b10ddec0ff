package dev.admitone.ops.revocations;

import dev.admitone.ops.invites.Invite;
import dev.admitone.ops.invites.InviteFilter;
import dev.admitone.ops.invites.InviteFilterParameters;
import dev.admitone.ops.invites.InviteState;
import dev.admitone.ops.invites.Invites;
import dev.admitone.ops.problem.Reason;
import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.search.Page;
import dev.admitone.ops.security.Operator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Revokes codes by a filter, in two steps: the codes that match are kept as a set, and the operator
 * sees their exact number; confirmed with that number, that set is revoked, and no code that
 * matches since then.
 */
public final class Revocations {

  /** How many codes a set has at most. */
  static final int CODES_MAX = 1_000_000;

  private static final int PAGE_CODES = 5_000;

  private final Invites invites;
  private final RevocationsTable table;
  private final Revoker revoker;

  Revocations(Invites invites, RevocationsTable table, Revoker revoker) {
    this.invites = invites;
    this.table = table;
    this.revoker = revoker;
  }

  /**
   * Keeps the codes that match and are not revoked as a set. Nothing is revoked.
   *
   * @param parameters the filter, with at least one condition beside the state
   * @throws RefusedCallException if the operator may only look, or if the filter is too wide
   */
  public Revocation freeze(Operator operator, InviteFilterParameters parameters, String reason) {
    operator.requireChange();
    InviteFilter filter = parameters.read();
    requireNarrow(filter);
    // The ledger first: without it there is no set to be left behind.
    Page<Invite> page = invites.list(filter, null, PAGE_CODES);
    table.expire(null);
    UUID id = UUID.randomUUID();
    String json = JsonMapper.shared().writeValueAsString(InviteFilterParameters.of(filter));
    table.insert(id, json, reason, operator.name());
    long found = add(id, page);
    for (String next = page.next(); next != null; next = page.next()) {
      page = invites.list(filter, next, PAGE_CODES);
      found += add(id, page);
      if (found > CODES_MAX) {
        table.expire(id);
        throw RefusedCallException.invalid(
            "The filter matches more than %d codes; narrow it".formatted(CODES_MAX));
      }
    }
    table.freeze(id);
    return find(id);
  }

  private long add(UUID id, Page<Invite> page) {
    List<String> codes =
        page.items().stream()
            .filter(invite -> invite.state() != InviteState.REVOKED)
            .map(Invite::code)
            .toList();
    if (!codes.isEmpty()) {
      table.add(id, codes);
    }
    return codes.size();
  }

  /** A filter that was forgotten must not take every code there is. */
  private static void requireNarrow(InviteFilter filter) {
    if (filter.state() == InviteState.REVOKED) {
      throw RefusedCallException.invalid("These codes are revoked already");
    }
    boolean isNarrow =
        filter.codePrefix() != null
            || filter.createdBy() != null
            || filter.createdFrom() != null
            || filter.createdTo() != null
            || filter.expiresFrom() != null
            || filter.expiresTo() != null;
    if (!isNarrow) {
      throw RefusedCallException.invalid(
          "The filter must have at least one condition beside the state");
    }
  }

  /**
   * Has the set revoked. Of several operators at the same time one confirms it; the same operator
   * may do it again.
   *
   * @param codes the number of codes that the operator has seen
   * @throws RefusedCallException if the operator may only look, if the set has another number of
   *     codes, is too old, or if another operator has confirmed it
   */
  public Revocation confirm(Operator operator, UUID id, long codes) {
    operator.requireChange();
    boolean isConfirmed = table.confirm(id, codes, operator.name());
    Revocation revocation = find(id);
    if (isConfirmed) {
      revoker.wake();
      return revocation;
    }
    if (revocation.codes() != codes) {
      throw new RefusedCallException(Reason.NUMBER_DIFFERS);
    }
    if (revocation.confirmedBy() == null) {
      throw new RefusedCallException(Reason.SET_EXPIRED);
    }
    if (!revocation.confirmedBy().equals(operator.name())) {
      throw new RefusedCallException(Reason.ALREADY_CONFIRMED);
    }
    return revocation;
  }

  /**
   * The set as it is now.
   *
   * @throws RefusedCallException if there is none
   */
  public Revocation find(UUID id) {
    return table.find(id).orElseThrow(() -> new RefusedCallException(Reason.UNKNOWN_REVOCATION));
  }

  /**
   * The codes of the set, in their order.
   *
   * @param after the last code of the page before; null: the first page
   * @throws RefusedCallException if there is no such set
   */
  public Page<RevocationCode> codes(UUID id, @Nullable String after, int limit) {
    find(id);
    List<RevocationCode> codes = table.codes(id, after == null ? "" : after, limit);
    return Page.of(codes, false, codes.size() < limit ? null : codes.getLast().code());
  }
}
