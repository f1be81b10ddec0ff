package dev.admitone.processor.jdbc;

import dev.admitone.processor.redemption.Command;
import dev.admitone.processor.redemption.Invite;
import dev.admitone.processor.redemption.LedgerEntry;
import dev.admitone.processor.redemption.Position;
import dev.admitone.processor.redemption.Profile;
import dev.admitone.processor.redemption.Pseudonyms;
import dev.admitone.processor.redemption.RefusalReason;
import dev.admitone.processor.redemption.Request;
import dev.admitone.processor.redemption.Signup;
import dev.admitone.processor.redemption.Use;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a batch has to look up. */
final class LookUps {

  private final List<Request> requests;

  LookUps(List<Request> requests) {
    this.requests = requests;
  }

  /** Of the invites that are to be locked. */
  Set<String> codesToLock() {
    Set<String> codes = new HashSet<>();
    for (Request request : requests) {
      if (!(request.command() instanceof Command.Refresh)) {
        codes.add(request.code());
      }
    }
    return codes;
  }

  /**
   * Of the invites that are only published again. Nothing changes these here, and a change that is
   * committed meanwhile has a higher version and a snapshot of its own.
   */
  Set<String> codesToShow() {
    Set<String> codes = new HashSet<>();
    for (Request request : requests) {
      if (request.command() instanceof Command.Refresh) {
        codes.add(request.code());
      }
    }
    codes.removeAll(codesToLock());
    return codes;
  }

  /** Of the decisions, those about the uses to be given back included. */
  Set<UUID> decisions() {
    Set<UUID> ids = new HashSet<>(usesToRelease());
    for (Request request : requests) {
      // No ledger has one of a refresh, and half a million of them may come at once.
      if (!(request.command() instanceof Command.Refresh)) {
        ids.add(request.id());
      }
    }
    return ids;
  }

  Set<UUID> usesToRelease() {
    Set<UUID> ids = new HashSet<>();
    for (Request request : requests) {
      if (request.command() instanceof Command.ReleaseUse release) {
        ids.add(release.useId());
      }
    }
    return ids;
  }

  /** Of the invites whose uses operators have counted again. */
  Set<String> codesToCount() {
    Set<String> codes = new HashSet<>();
    for (Request request : requests) {
      if (request.command() instanceof Command.RepairCount) {
        codes.add(request.code());
      }
    }
    return codes;
  }

  Set<Profile.Keys> profiles() {
    Set<Profile.Keys> wanted = new HashSet<>();
    for (Request request : requests) {
      String userId = request.userId();
      Signup signup = request.signup();
      if (userId != null && signup != null) {
        wanted.add(Profile.Keys.of(userId, signup));
      }
    }
    return wanted;
  }

  /** The uses that the requests' users may have of their codes. */
  Set<UsesTable.CodeKey> usesByCode() {
    Set<UsesTable.CodeKey> keys = new HashSet<>();
    for (Request request : requests) {
      String userId = request.userId();
      if (userId != null) {
        keys.add(new UsesTable.CodeKey(request.code(), userId));
      }
    }
    return keys;
  }

  /** As above, by the ids of the invites. */
  Set<Use.Key> uses(Map<String, Invite> locked) {
    Set<Use.Key> keys = new HashSet<>();
    for (Request request : requests) {
      Invite invite = locked.get(request.code());
      String userId = request.userId();
      if (invite != null && userId != null) {
        keys.add(new Use.Key(invite.id(), userId));
      }
    }
    return keys;
  }

  /** The uses that are to be given back or named: the decisions tell whose they are. */
  Set<Use.Key> usesOfDecisions(
      Map<String, Invite> locked, List<LedgerEntry> decided, List<LedgerEntry> asked) {
    Set<UUID> lookedUp = usesToRelease();
    asked.forEach(entry -> lookedUp.add(entry.id()));
    Set<Use.Key> keys = new HashSet<>();
    for (LedgerEntry entry : decided) {
      Invite invite = locked.get(entry.code());
      String userId = entry.userId();
      if (invite != null && userId != null && lookedUp.contains(entry.id())) {
        keys.add(new Use.Key(invite.id(), userId));
      }
    }
    return keys;
  }

  /** Uses to be given back that SQL made: the ledger's decisions do not name their users. */
  Set<UsesTable.IdKey> usesWithoutDecision(Map<String, Invite> locked, List<LedgerEntry> decided) {
    Set<UUID> decidedIds = decided.stream().map(LedgerEntry::id).collect(Collectors.toSet());
    Set<UsesTable.IdKey> keys = new HashSet<>();
    for (Request request : requests) {
      Invite invite = locked.get(request.code());
      if (invite != null
          && request.command() instanceof Command.ReleaseUse release
          && !decidedIds.contains(release.useId())) {
        keys.add(new UsesTable.IdKey(invite.id(), release.useId()));
      }
    }
    return keys;
  }

  /** The decisions that gateways ask for and that name the use that the user has. */
  List<LedgerEntry> askedForOwnUse(List<LedgerEntry> decided) {
    Set<UUID> asked = new HashSet<>();
    for (Request request : requests) {
      if (request.command() instanceof Command.Ask) {
        asked.add(request.id());
      }
    }
    return asked.isEmpty()
        ? List.of()
        : decided.stream()
            .filter(entry -> entry.outcome() == RefusalReason.ALREADY_USED)
            .filter(entry -> asked.contains(entry.id()))
            .toList();
  }

  /** The position of the first new decision about each invite that SQL changed last. */
  Map<UUID, Position> firstPositions(
      List<InvitesTable.Row> rows, List<LedgerEntry> decided, Predicate<Position> isPassed) {
    Map<String, UUID> changed =
        rows.stream()
            .filter(InvitesTable.Row::isChangedBySql)
            .map(InvitesTable.Row::invite)
            .collect(Collectors.toMap(Invite::code, Invite::id));
    if (changed.isEmpty()) {
      return Map.of();
    }
    Set<UUID> decidedIds = decided.stream().map(LedgerEntry::id).collect(Collectors.toSet());
    Map<UUID, Position> first = new HashMap<>();
    for (Request request : requests) {
      UUID invite = changed.get(request.code());
      if (invite != null
          && !(request.command() instanceof Command.Unrecorded)
          && !decidedIds.contains(request.id())
          && !isPassed.test(request.position())) {
        first.putIfAbsent(invite, request.source().position());
      }
    }
    return first;
  }

  /** The pseudonyms of the users of requests about the invites, by user. */
  Map<String, List<String>> pseudonyms(Map<String, Invite> withErasures, Pseudonyms pseudonyms) {
    Map<String, List<String>> byUser = new HashMap<>();
    if (!withErasures.isEmpty()) {
      for (Request request : requests) {
        String userId = request.userId();
        if (userId != null && withErasures.containsKey(request.code())) {
          byUser.computeIfAbsent(userId, pseudonyms::of);
        }
      }
    }
    return byUser;
  }

  /** The uses that the requests' users may have of the invites under their pseudonyms. */
  Set<Use.Key> usesOfErased(
      Map<String, Invite> withErasures, Map<String, List<String>> pseudonyms) {
    Set<Use.Key> keys = new HashSet<>();
    if (!pseudonyms.isEmpty()) {
      for (Request request : requests) {
        Invite invite = withErasures.get(request.code());
        String userId = request.userId();
        if (invite != null && userId != null) {
          pseudonyms
              .getOrDefault(userId, List.of())
              .forEach(pseudonym -> keys.add(new Use.Key(invite.id(), pseudonym)));
        }
      }
    }
    return keys;
  }

  /** The users that are to be erased, with their invites. */
  Set<ErasuresTable.UserOfInvite> toErase(Map<String, Invite> locked) {
    Set<ErasuresTable.UserOfInvite> users = new HashSet<>();
    for (Request request : requests) {
      Invite invite = locked.get(request.code());
      if (invite != null && request.command() instanceof Command.EraseUser erase) {
        users.add(new ErasuresTable.UserOfInvite(invite.id(), request.code(), erase.userId()));
      }
    }
    return users;
  }

  /** The uses of the users that are to be erased. */
  static Set<Use.Key> usesToErase(Set<ErasuresTable.UserOfInvite> users) {
    return users.stream()
        .map(user -> new Use.Key(user.inviteId(), user.userId()))
        .collect(Collectors.toSet());
  }
}
