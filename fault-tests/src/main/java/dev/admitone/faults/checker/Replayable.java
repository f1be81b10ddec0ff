package dev.admitone.faults.checker;

import dev.admitone.faults.history.History;
import dev.admitone.faults.history.LedgerRows;
import dev.admitone.faults.history.Logged;
import dev.admitone.faults.history.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** P6: each row of the ledger is what the log makes of it, with the broker's times. */
final class Replayable implements PromiseCheck {

  @Override
  public List<Violation> check(History history) {
    List<Violation> violations = new ArrayList<>(decisionsOfNoRecord(history));
    violations.addAll(changedWithoutCause(history));
    Map<String, CodeState> states =
        new Walk(history)
            .through(
                (logged, request, decision, _) -> {
                  if (!isOf(decision, logged, request)) {
                    violations.add(
                        Violation.of(
                            Promise.P6,
                            "a decision's time, code or content is not its record's",
                            logged,
                            decision));
                  }
                });
    violations.addAll(otherUses(history.ledger(), states));
    violations.addAll(otherInvites(history.ledger(), states));
    violations.addAll(missingInvites(history.ledger(), states));
    violations.addAll(otherNames(history.ledger(), states));
    violations.addAll(otherProfiles(history.ledger(), states));
    violations.addAll(otherReleases(history.ledger(), states));
    return violations;
  }

  private static boolean isOf(LedgerRows.Decision decision, Logged logged, Logged.Request request) {
    return decision.decidedAt().equals(logged.appendedAt())
        && decision.code().equals(request.code())
        && decision.fingerprint().equals(request.fingerprint());
  }

  /** What SQL is said to have changed is left out of all that follows. */
  private static List<Violation> changedWithoutCause(History history) {
    return history.ledger().changedBySql().stream()
        .filter(code -> !history.intended().codesOfSql().contains(code))
        .map(
            code ->
                Violation.of(
                    Promise.P6, "a code is noted as changed by SQL, and no SQL changed it", code))
        .toList();
  }

  /** Decisions beyond the log's end are another promise's matter. */
  private static List<Violation> decisionsOfNoRecord(History history) {
    Map<Place, Logged> log =
        history.log().stream()
            .collect(Collectors.toMap(Logged::place, Function.identity(), (first, _) -> first));
    return history.ledger().decisions().stream()
        .filter(row -> row.place().offset() < end(history, row.place()))
        .filter(row -> !isAbout(log.get(row.place()), row.id()))
        .map(row -> Violation.of(Promise.P6, "a decision has no record in the log", row))
        .toList();
  }

  private static long end(History history, Place place) {
    return history.ends().getOrDefault(place.partition(), 0L);
  }

  private static boolean isAbout(@Nullable Logged logged, UUID id) {
    return logged != null && logged.request() != null && logged.request().id().equals(id);
  }

  private static List<Violation> otherUses(LedgerRows ledger, Map<String, CodeState> states) {
    Map<UUID, String> codes = codesById(ledger);
    Set<LedgerRows.Use> expected = new HashSet<>();
    states.values().forEach(state -> expected.addAll(state.usesByUser().values()));
    List<Violation> violations = new ArrayList<>();
    for (LedgerRows.Use use : ledger.uses()) {
      boolean isOfSql = ledger.changedBySql().contains(codes.getOrDefault(use.inviteId(), ""));
      if (!isOfSql && !expected.remove(use)) {
        violations.add(Violation.of(Promise.P6, "a use is none that the log makes", use));
      }
    }
    for (LedgerRows.Use missing : expected) {
      violations.add(Violation.of(Promise.P6, "a use that the log makes is not there", missing));
    }
    return violations;
  }

  /** The user of the request, or the pseudonym if the user was erased since. */
  private static List<Violation> otherNames(LedgerRows ledger, Map<String, CodeState> states) {
    Map<UUID, String> names = new HashMap<>();
    states.values().forEach(state -> names.putAll(state.decidedUsers()));
    return ledger.decisions().stream()
        .filter(row -> names.containsKey(row.id()))
        .filter(row -> !Objects.equals(names.get(row.id()), row.userId()))
        .map(
            row ->
                Violation.of(
                    Promise.P6,
                    "a decision names another user than the log makes",
                    row,
                    String.valueOf(names.get(row.id()))))
        .toList();
  }

  private static List<Violation> otherProfiles(LedgerRows ledger, Map<String, CodeState> states) {
    Map<UUID, LedgerRows.Decision> decisions = Walk.byId(ledger.decisions());
    Set<LedgerRows.Profile> expected = new HashSet<>();
    states.values().forEach(state -> expected.addAll(state.profiles()));
    List<Violation> violations = new ArrayList<>();
    for (LedgerRows.Profile profile : ledger.profiles()) {
      LedgerRows.Decision decision = decisions.get(profile.useId());
      boolean isOfTheLog = decision != null && states.containsKey(decision.code());
      if (isOfTheLog && !expected.remove(profile)) {
        violations.add(Violation.of(Promise.P6, "a profile is none that the log makes", profile));
      }
    }
    for (LedgerRows.Profile missing : expected) {
      violations.add(
          Violation.of(Promise.P6, "a profile that the log makes is not there", missing));
    }
    return violations;
  }

  private static List<Violation> otherReleases(LedgerRows ledger, Map<String, CodeState> states) {
    Map<UUID, String> codes = codesById(ledger);
    Set<LedgerRows.Release> expected = new HashSet<>();
    states.values().forEach(state -> expected.addAll(state.releases()));
    List<Violation> violations = new ArrayList<>();
    for (LedgerRows.Release release : ledger.releases()) {
      boolean isOfSql = ledger.changedBySql().contains(codes.getOrDefault(release.inviteId(), ""));
      if (!isOfSql && !expected.remove(release)) {
        violations.add(
            Violation.of(
                Promise.P6, "a use was given back, and the log asks for no such", release));
      }
    }
    for (LedgerRows.Release missing : expected) {
      violations.add(
          Violation.of(Promise.P6, "a use was given back, and that is not noted", missing));
    }
    return violations;
  }

  private static Map<UUID, String> codesById(LedgerRows ledger) {
    Map<UUID, String> codes = new HashMap<>();
    ledger.invites().forEach(invite -> codes.put(invite.id(), invite.code()));
    return codes;
  }

  private static List<Violation> otherInvites(LedgerRows ledger, Map<String, CodeState> states) {
    return ledger.invites().stream()
        .filter(invite -> !ledger.changedBySql().contains(invite.code()))
        .filter(invite -> !isSame(invite, states.get(invite.code())))
        .map(
            invite -> Violation.of(Promise.P6, "an invite is not what the log makes of it", invite))
        .toList();
  }

  private static List<Violation> missingInvites(LedgerRows ledger, Map<String, CodeState> states) {
    Set<String> there =
        ledger.invites().stream().map(LedgerRows.Invite::code).collect(Collectors.toSet());
    return states.entrySet().stream()
        .filter(state -> state.getValue().inviteId() != null && !there.contains(state.getKey()))
        .map(
            state ->
                Violation.of(
                    Promise.P6, "an invite that the log makes is not there", state.getKey()))
        .toList();
  }

  private static boolean isSame(LedgerRows.Invite row, @Nullable CodeState state) {
    Instant revokedAt = row.revokedAt();
    return state != null
        && row.id().equals(state.inviteId())
        && Objects.equals(row.maxUses(), state.maxUses())
        && Objects.equals(row.startsAt(), state.startsAt())
        && Objects.equals(row.expiresAt(), state.expiresAt())
        && (revokedAt != null) == state.isRevoked();
  }
}
