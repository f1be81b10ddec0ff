package dev.admitone.processor.redemption;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is promised, as simply as it can be said: each request is decided by reading everything that
 * came before it. Keeps nothing but the history, so it shares neither state nor code with the
 * rules.
 */
final class OneAtATimeModel {

  private final List<Entry> history = new ArrayList<>();

  /** A request and the word that it was answered with. */
  record Entry(Request request, String answer) {}

  /** Decides the next request: the answer's word, and the request that it belongs to. */
  Entry decide(Request request) {
    if (request.command() instanceof Command.Refresh) {
      return new Entry(request, "");
    }
    for (Entry entry : history) {
      if (entry.request().id().equals(request.id())) {
        boolean same =
            entry.request().code().equals(request.code())
                && entry.request().command().equals(request.command());
        return same ? entry : new Entry(request, "REQUEST_ID_REUSED");
      }
    }
    Entry entry = new Entry(request, answer(request));
    history.add(entry);
    return entry;
  }

  /** Who has a use of the code, and the request that gave it. */
  Map<String, UUID> users(String code) {
    Map<String, UUID> users = new LinkedHashMap<>();
    for (Entry entry : history) {
      if (entry.request().code().equals(code)) {
        if (entry.answer().equals("REDEEMED")) {
          // A signup whose user had a use already gave none.
          users.putIfAbsent(Objects.requireNonNull(entry.request().userId()), entry.request().id());
        } else if (entry.request().command() instanceof Command.ReleaseUse release
            && entry.answer().equals("RELEASED")) {
          users.values().remove(release.useId());
        }
      }
    }
    return users;
  }

  /** Who has a profile, and what the user signed up with. */
  Map<String, Signup> profiles() {
    Map<String, Signup> profiles = new LinkedHashMap<>();
    for (Entry entry : history) {
      Signup signup = entry.request().signup();
      if (signup != null && entry.answer().equals("REDEEMED")) {
        profiles.put(Objects.requireNonNull(entry.request().userId()), signup);
      }
    }
    return profiles;
  }

  boolean exists(String code) {
    return history.stream()
        .anyMatch(
            entry ->
                entry.request().code().equals(code)
                    && entry.request().command() instanceof Command.CreateInvite
                    && entry.answer().equals("DONE"));
  }

  long decisionCount() {
    return history.size();
  }

  private String answer(Request request) {
    String code = request.code();
    return switch (request.command()) {
      case Command.CreateInvite _ -> exists(code) ? "CODE_EXISTS" : "DONE";
      case Command.EraseUser _ -> "DONE";
      case Command.ChangeInvite _, Command.RepairCount _ -> exists(code) ? "DONE" : "UNKNOWN_CODE";
      case Command.ReleaseUse release -> {
        if (users(code).containsValue(release.useId())) {
          yield "RELEASED";
        }
        yield wasEverGranted(release.useId(), code) ? "ALREADY_RELEASED" : "USE_NOT_FOUND";
      }
      case Command.Redeem redeem -> redemption(code, redeem, request.appendedAt());
      case Command.Unrecorded _ -> "";
    };
  }

  private boolean wasEverGranted(UUID id, String code) {
    return history.stream()
        .anyMatch(
            entry ->
                entry.request().id().equals(id)
                    && entry.request().code().equals(code)
                    && entry.answer().equals("REDEEMED")
                    && !hadUseBefore(entry));
  }

  private boolean hadUseBefore(Entry signup) {
    OneAtATimeModel before = new OneAtATimeModel();
    before.history.addAll(history.subList(0, history.indexOf(signup)));
    return before
        .users(signup.request().code())
        .containsKey(Objects.requireNonNull(signup.request().userId()));
  }

  private List<String> taken(String userId, Signup wanted) {
    List<String> reasons = new ArrayList<>();
    Map<String, Signup> others = profiles();
    boolean hasProfile = others.remove(userId) != null;
    for (Signup other : others.values()) {
      if (other.username().equalsIgnoreCase(wanted.username())) {
        reasons.add("1 USERNAME_TAKEN");
      }
      if (other.email().equalsIgnoreCase(wanted.email())) {
        reasons.add("2 EMAIL_TAKEN");
      }
      if (other.phone().equals(wanted.phone())) {
        reasons.add("3 PHONE_TAKEN");
      }
    }
    if (hasProfile) {
      reasons.add("3 PHONE_TAKEN");
    }
    return reasons.stream().sorted().map(reason -> reason.substring(2)).toList();
  }

  private String redemption(String code, Command.Redeem redeem, Instant now) {
    String userId = redeem.userId();
    Signup signup = redeem.signup();
    if (!exists(code)) {
      return "UNKNOWN_CODE";
    }
    Terms terms = terms(code);
    List<String> reasons = new ArrayList<>();
    if (users(code).containsKey(userId)) {
      if (signup == null || profiles().containsKey(userId)) {
        return "ALREADY_USED";
      }
      List<String> taken = taken(userId, signup);
      return taken.isEmpty() ? "REDEEMED" : taken.getFirst();
    }
    if (terms.revoked) {
      reasons.add("REVOKED");
    }
    if (terms.starts != null && now.compareTo(terms.starts) < 0) {
      reasons.add("NOT_YET_VALID");
    }
    if (terms.expires != null && now.compareTo(terms.expires) >= 0) {
      reasons.add("EXPIRED");
    }
    if (terms.max != null && users(code).size() >= terms.max) {
      reasons.add("EXHAUSTED");
    }
    if (signup != null) {
      reasons.addAll(taken(userId, signup));
    }
    return reasons.isEmpty() ? "REDEEMED" : reasons.getFirst();
  }

  /** The code's terms, from what was carried out in order. */
  private Terms terms(String code) {
    Terms terms = new Terms();
    for (Entry entry : history) {
      if (!entry.request().code().equals(code) || !entry.answer().equals("DONE")) {
        continue;
      }
      switch (entry.request().command()) {
        case Command.CreateInvite create -> {
          terms.max = create.maxUses();
          terms.starts = create.startsAt();
          terms.expires = create.expiresAt();
        }
        case Command.ChangeInvite change -> {
          terms.max = change.maxUses().changes() ? change.maxUses().value() : terms.max;
          terms.starts = change.startsAt().changes() ? change.startsAt().value() : terms.starts;
          terms.expires = change.expiresAt().changes() ? change.expiresAt().value() : terms.expires;
          if (change.revoked().changes()) {
            terms.revoked = Objects.equals(change.revoked().value(), true);
          }
        }
        case Command.RepairCount _ -> {}
        default -> throw new IllegalStateException("only operators' commands are DONE");
      }
    }
    return terms;
  }

  private static final class Terms {
    private @Nullable Long max;
    private @Nullable Instant starts;
    private @Nullable Instant expires;
    private boolean revoked;
  }
}
