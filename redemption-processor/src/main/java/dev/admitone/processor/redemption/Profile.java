package dev.admitone.processor.redemption;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * A user's profile. A user has at most one.
 *
 * @param useId the use that it was made with; it may be older than the profile
 */
public record Profile(String userId, UUID useId, Signup signup, Instant createdAt) {

  /**
   * What no two profiles have in common.
   *
   * @param username in lower case
   * @param email in lower case
   */
  public record Keys(String userId, String username, String email, String phone) {

    /** The keys of the profile that the signup would make. All of them are ASCII. */
    public static Keys of(String userId, Signup signup) {
      return new Keys(
          userId,
          signup.username().toLowerCase(Locale.ROOT),
          signup.email().toLowerCase(Locale.ROOT),
          signup.phone());
    }

    /** Says nothing of the content. */
    @Override
    public String toString() {
      return "Keys[...]";
    }
  }

  /** What no other profile may have. */
  public Keys keys() {
    return Keys.of(userId, signup);
  }
}
