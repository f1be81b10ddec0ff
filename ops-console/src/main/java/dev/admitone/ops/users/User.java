package dev.admitone.ops.users;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.admitone.ops.history.Refusal;
import dev.admitone.ops.history.Use;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of a user, whom it need not know.
 *
 * @param hasProfile whether the user has signed up
 * @param profile null: the user has none
 * @param latestUses the newest first; the list of uses has all
 * @param latestReleases the uses that were given back last, the newest first
 * @param latestRefusals the newest first; the list of refusals has all
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record User(
    String userId,
    boolean hasProfile,
    @Nullable Profile profile,
    List<Use> latestUses,
    List<UsersRelease> latestReleases,
    List<Refusal> latestRefusals) {

  /** Copies the lists. */
  public User {
    latestUses = List.copyOf(latestUses);
    latestReleases = List.copyOf(latestReleases);
    latestRefusals = List.copyOf(latestRefusals);
  }

  /** Whether the ledger has anything of the user. */
  @JsonIgnore
  public boolean isKnown() {
    return hasProfile
        || !latestUses.isEmpty()
        || !latestReleases.isEmpty()
        || !latestRefusals.isEmpty();
  }
}
