package dev.admitone.faults.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.faults.history.Call;
import dev.admitone.faults.history.ConsoleHistory;
import dev.admitone.faults.history.DeadLetter;
import dev.admitone.faults.history.Drift;
import dev.admitone.faults.history.Healing;
import dev.admitone.faults.history.History;
import dev.admitone.faults.history.Intended;
import dev.admitone.faults.history.LedgerRows;
import dev.admitone.faults.history.Logged;
import dev.admitone.faults.history.Look;
import dev.admitone.faults.history.Place;
import dev.admitone.faults.history.Probe;
import dev.admitone.faults.history.Response;
import dev.admitone.faults.history.Seen;
import dev.admitone.faults.history.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A history by hand, on one partition. What its methods add belongs together, as a faultless
 * product leaves it; a test then spoils a part of it.
 */
final class Story {

  static final String CODE = "CODE";
  static final Duration WAIT = Duration.ofSeconds(5);

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  final List<Call> calls = new ArrayList<>();
  final List<Response> responses = new ArrayList<>();
  final List<Logged> log = new ArrayList<>();
  final List<Told> results = new ArrayList<>();
  final List<DeadLetter> deadLetters = new ArrayList<>();
  final List<LedgerRows.Invite> invites = new ArrayList<>();
  final List<LedgerRows.Use> uses = new ArrayList<>();
  final List<LedgerRows.Decision> decisions = new ArrayList<>();
  final List<LedgerRows.Profile> profiles = new ArrayList<>();
  final List<LedgerRows.Release> releases = new ArrayList<>();
  final Set<String> repaired = new HashSet<>();
  final Set<String> changedBySql = new HashSet<>();
  final Set<Place> hostile = new HashSet<>();
  final Set<String> namesakes = new HashSet<>();
  final Set<String> codesOfSql = new HashSet<>();
  final List<Healing> healings = new ArrayList<>();
  final List<Probe> probes = new ArrayList<>();
  final List<Look> looks = new ArrayList<>();
  final List<Drift> drifts = new ArrayList<>();
  final List<Seen> texts = new ArrayList<>();
  final Set<String> secrets = new HashSet<>();
  private @Nullable Long place;
  private @Nullable String reason;

  /** The time at which the record with this offset was appended. */
  static Instant at(long offset) {
    return BEGIN.plusSeconds(offset);
  }

  static String fingerprint(UUID id) {
    return "f-" + id;
  }

  /** A code with a limit. */
  static Story ofACode(@Nullable Long maxUses) {
    Story story = new Story();
    UUID id = UUID.randomUUID();
    story.append(id, new Logged.Create(maxUses, null, null), "DONE", null);
    story.invites.add(new LedgerRows.Invite(id, CODE, maxUses, 0, null, null, null));
    return story;
  }

  /** A user's call, its record, decision, result and response, and the use if it is granted. */
  UUID redeem(String userId, String outcome) {
    UUID id = UUID.randomUUID();
    Call call =
        new Call(calls.size(), "key-" + id, CODE, userId, at(log.size()), WAIT, "gateway-0");
    calls.add(call);
    append(id, new Logged.Redeem(userId, false), outcome, userId);
    responses.add(new Response(call.number(), at(log.size()), status(outcome), id, outcome));
    if (outcome.equals("REDEEMED")) {
      uses.add(new LedgerRows.Use(id, invite().id(), userId, at(log.size() - 1)));
      count(+1);
    }
    return id;
  }

  /**
   * A user's signup and its decision, and what is granted: the use, if it is new, and a profile.
   */
  UUID signUp(String userId, String outcome) {
    UUID id = UUID.randomUUID();
    append(id, new Logged.Redeem(userId, true), outcome, userId);
    if (outcome.equals("REDEEMED")) {
      UUID older =
          uses.stream()
              .filter(use -> use.userId().equals(userId))
              .map(LedgerRows.Use::id)
              .findAny()
              .orElse(null);
      if (older == null) {
        uses.add(new LedgerRows.Use(id, invite().id(), userId, at(log.size() - 1)));
        count(+1);
      }
      profiles.add(new LedgerRows.Profile(userId, older == null ? id : older));
    }
    return id;
  }

  /** An operator erases the user: the pseudonym stands for it, and it has no profile. */
  void erase(String userId, String pseudonym) {
    append(UUID.randomUUID(), new Logged.Erase(userId, pseudonym), "DONE", null);
    profiles.removeIf(profile -> profile.userId().equals(userId));
    uses.replaceAll(
        use ->
            use.userId().equals(userId)
                ? new LedgerRows.Use(use.id(), use.inviteId(), pseudonym, use.usedAt())
                : use);
    decisions.replaceAll(
        row -> userId.equals(row.userId()) ? of(row, pseudonym, row.outcome()) : row);
  }

  /** The same decision about another user, or with another outcome. */
  static LedgerRows.Decision of(LedgerRows.Decision row, String userId, String outcome) {
    return new LedgerRows.Decision(
        row.id(), row.code(), userId, outcome, row.decidedAt(), row.place(), row.fingerprint());
  }

  /** An operator gives the use back. */
  void release(UUID useId) {
    LedgerRows.Decision decision =
        append(UUID.randomUUID(), new Logged.Release(useId), "RELEASED", null);
    releases.add(new LedgerRows.Release(decision.id(), useId, invite().id(), decision.decidedAt()));
    uses.removeIf(use -> use.id().equals(useId));
    count(-1);
  }

  /** An operator sets another limit. */
  void limit(long maxUses) {
    append(
        UUID.randomUUID(),
        new Logged.Change(new Logged.Limit(maxUses), null, null, null),
        "DONE",
        null);
    LedgerRows.Invite row = invite();
    invites.set(
        0, new LedgerRows.Invite(row.id(), CODE, maxUses, row.currentUses(), null, null, null));
  }

  /** A record that the ledger decided, and its result. */
  LedgerRows.Decision append(UUID id, Logged.Wish wish, String outcome, @Nullable String userId) {
    Place here = appendAlone(id, wish);
    var decision =
        new LedgerRows.Decision(
            id, CODE, userId, outcome, at(here.offset()), here, fingerprint(id));
    decisions.add(decision);
    tell(decision, here);
    return decision;
  }

  /** A record that nothing follows from. */
  Place appendAlone(UUID id, Logged.Wish wish) {
    Place here = new Place(0, log.size());
    var request = new Logged.Request(id, fingerprint(id), CODE, wish);
    log.add(new Logged(here, at(here.offset()), CODE, request));
    return here;
  }

  /** A result for the record at the place. */
  void tell(LedgerRows.Decision decision, Place about) {
    results.add(
        new Told(
            new Place(0, results.size()),
            decision.id(),
            decision.fingerprint(),
            decision.code(),
            decision.outcome(),
            decision.decidedAt(),
            decision.place(),
            about,
            at(about.offset()).plusMillis(1)));
  }

  LedgerRows.Invite invite() {
    return invites.getFirst();
  }

  /** Counts more or fewer uses, without a use. */
  void count(int more) {
    LedgerRows.Invite row = invite();
    invites.set(
        0,
        new LedgerRows.Invite(
            row.id(), CODE, row.maxUses(), row.currentUses() + more, null, null, null));
  }

  /** The last decision with another outcome, in the ledger, the results and the response. */
  void decideLastAs(String outcome) {
    LedgerRows.Decision last = decisions.removeLast();
    results.removeLast();
    var other =
        new LedgerRows.Decision(
            last.id(),
            last.code(),
            last.userId(),
            outcome,
            last.decidedAt(),
            last.place(),
            last.fingerprint());
    decisions.add(other);
    tell(other, other.place());
    Response response = responses.removeLast();
    responses.add(
        new Response(
            response.call(), response.at(), status(outcome), response.requestId(), outcome));
  }

  /** Where the ledger says that it is, and why it stands still. */
  void ledgerAt(long nextOffset, @Nullable String why) {
    place = nextOffset;
    reason = why;
  }

  private static int status(String outcome) {
    return outcome.equals("REDEEMED") ? 200 : 409;
  }

  History history() {
    long end = log.size();
    long next = place == null ? end : place;
    return new History(
        calls,
        responses,
        log,
        results,
        deadLetters,
        new LedgerRows(
            invites,
            uses,
            decisions,
            List.of(new LedgerRows.Progress(0, next, reason)),
            profiles,
            releases,
            repaired,
            changedBySql),
        Map.of(0, end),
        new Intended(hostile, namesakes, codesOfSql),
        healings,
        probes,
        new ConsoleHistory(looks, drifts),
        texts,
        secrets);
  }

  /** The checker finds nothing. */
  void assertKept() {
    assertThat(Checker.check(history())).isEmpty();
  }

  /** The checker names this promise, with these words, and a record with this text. */
  void assertBroken(Promise promise, String words, Object record) {
    assertThat(Checker.check(history()))
        .anySatisfy(
            violation -> {
              assertThat(violation.promise()).isEqualTo(promise);
              assertThat(violation.what()).contains(words);
              assertThat(violation.records()).anyMatch(text -> text.contains(record.toString()));
            });
  }
}
