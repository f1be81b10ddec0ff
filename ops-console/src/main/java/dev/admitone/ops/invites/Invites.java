package dev.admitone.ops.invites;

import dev.admitone.ops.ledger.LedgerTooSlowException;
import dev.admitone.ops.search.Page;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the ledger knows of invites. */
public final class Invites {

  /** How many codes one question looks at: about 20 ms of the database. */
  private static final int STEP_CODES = 5_000;

  private final InvitesTable table;
  private final Clock clock;
  private final Duration searchTime;

  Invites(InvitesTable table, Clock clock, Duration searchTime) {
    this.table = table;
    this.clock = clock;
    this.searchTime = searchTime;
  }

  /** The invite of a code in its canonical form; empty if there is none. */
  public Optional<Invite> find(String code) {
    return table.find(code, clock.instant());
  }

  /**
   * The invites that match, in the order of their codes. Looks at so many codes after the other
   * until the page is full or the time for a search is over.
   *
   * @param after the last code that the pages before it have covered; null: the first page
   */
  public Page<Invite> list(InviteFilter filter, @Nullable String after, int limit) {
    Instant now = clock.instant();
    long begin = System.nanoTime();
    String end = end(filter.codePrefix());
    String start = after == null ? start(filter.codePrefix()) : after;
    String place = start;
    List<Invite> found = new ArrayList<>();
    while (true) {
      try {
        Optional<String> last = table.lastOf(STEP_CODES, place, end);
        var step = new InvitesTable.Step(place, last.orElse(InvitesTable.AFTER_ALL), end);
        found.addAll(table.matching(step, filter, now, limit - found.size()));
        if (found.size() >= limit) {
          return Page.of(found, false, found.getLast().code());
        }
        if (last.isEmpty()) {
          return Page.of(found, false, null);
        }
        place = last.get();
      } catch (LedgerTooSlowException e) {
        if (place.equals(start)) {
          throw e;
        }
        return Page.of(found, true, place);
      }
      if (System.nanoTime() - begin > searchTime.toNanos()) {
        return Page.of(found, true, place);
      }
    }
  }

  /** Just before the first code of the prefix, which may be a code itself. */
  private static String start(@Nullable String prefix) {
    if (prefix == null) {
      return "";
    }
    int last = prefix.length() - 1;
    // Every code with the prefix is greater than this, and no code between lacks it: "~" is greater
    // than each character of a code.
    return prefix.substring(0, last)
        + (char) (prefix.charAt(last) - 1)
        + InvitesTable.AFTER_ALL.repeat(2);
  }

  /** Greater than each code of the prefix. */
  private static String end(@Nullable String prefix) {
    return prefix == null ? InvitesTable.AFTER_ALL : prefix + InvitesTable.AFTER_ALL;
  }
}
