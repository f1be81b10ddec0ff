package dev.admitone.ops.pages;

import dev.admitone.ops.html.Paths;
import dev.admitone.ops.invites.Invites;
import dev.admitone.ops.pages.SearchPage.Hit;
import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.users.User;
import dev.admitone.ops.users.Users;
import dev.admitone.ops.web.Parameters;
import dev.admitone.schemas.codes.InviteCodes;
import dev.admitone.schemas.topics.TopicNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what an operator typed: an id, a code, a user, a position, or a caller's key. */
final class Finder {

  private static final Pattern POSITION = Pattern.compile("(\\d{1,5})-(\\d{1,14})");

  private final Invites invites;
  private final Users users;
  private final TopicNames topics;

  Finder(Invites invites, Users users, TopicNames topics) {
    this.invites = invites;
    this.users = users;
    this.topics = topics;
  }

  /** What can be found without the ledger. */
  List<Hit> byForm(String typed, String caller) {
    List<Hit> hits = new ArrayList<>();
    requestId(typed)
        .ifPresent(
            id ->
                hits.add(
                    new Hit(
                        "Request",
                        id.toString(),
                        "Its way from the log over the ledger to the result.",
                        Paths.request(id))));
    Matcher position = POSITION.matcher(typed);
    if (position.matches()) {
      hits.add(
          new Hit(
              "Position",
              typed,
              "The record at this place of " + topics.requests() + ".",
              Paths.oneRecord(
                  topics.requests(),
                  Integer.parseInt(position.group(1)),
                  Long.parseLong(position.group(2)))));
    }
    if (!caller.isEmpty()) {
      UUID id = KeyedRequests.id(caller, typed);
      hits.add(
          new Hit(
              "Request by its key",
              id.toString(),
              "What the caller " + caller + " sent with this Idempotency-Key.",
              Paths.request(id)));
    }
    return hits;
  }

  /** What the ledger knows under that name. */
  List<Hit> inLedger(String typed) {
    List<Hit> hits = new ArrayList<>();
    InviteCodes.canonical(typed)
        .flatMap(invites::find)
        .ifPresent(
            invite ->
                hits.add(
                    new Hit(
                        "Code",
                        invite.code(),
                        "It is %s and has %d uses.".formatted(invite.state(), invite.currentUses()),
                        Paths.code(invite.code()))));
    user(typed)
        .ifPresent(
            user ->
                hits.add(
                    new Hit(
                        "User",
                        user.userId(),
                        user.hasProfile() ? "The user has a profile." : "The user has no profile.",
                        Paths.user(user.userId()))));
    return hits;
  }

  private Optional<User> user(String typed) {
    User user;
    try {
      user = users.user(Parameters.userId(typed));
    } catch (RefusedCallException e) {
      // No text that could be a user id.
      return Optional.empty();
    }
    return user.isKnown() ? Optional.of(user) : Optional.empty();
  }

  private static Optional<UUID> requestId(String typed) {
    try {
      return Optional.of(Parameters.requestId(typed));
    } catch (RefusedCallException e) {
      return Optional.empty();
    }
  }
}
