package dev.admitone.ops.users;

import dev.admitone.ops.history.History;
import dev.admitone.ops.search.TimeRange;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** What the ledger knows of users. */
public final class Users {

  private static final int LATEST = 10;

  private final ProfilesTable profiles;
  private final ReleasesTable releases;
  private final History history;
  private final Clock clock;

  Users(ProfilesTable profiles, ReleasesTable releases, History history, Clock clock) {
    this.profiles = profiles;
    this.releases = releases;
    this.history = history;
    this.clock = clock;
  }

  /** The user's profile, if there is one, with the latest uses, releases and refusals. */
  public User user(String userId) {
    @Nullable Profile profile = profiles.find(userId).orElse(null);
    TimeRange all = new TimeRange(null, clock.instant());
    return new User(
        userId,
        profile != null,
        profile,
        history.usesOfUser(userId, all, null, LATEST).items(),
        releases.latest(userId, LATEST),
        history.refusalsOfUser(userId, all, null, LATEST).items());
  }
}
