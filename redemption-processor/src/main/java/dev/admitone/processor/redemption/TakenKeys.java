package dev.admitone.processor.redemption;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The profiles that there are, as far as the signups of a batch collide with them. */
final class TakenKeys {

  private final Set<String> users = new HashSet<>();
  private final Map<String, String> usersByUsername = new HashMap<>();
  private final Map<String, String> usersByEmail = new HashMap<>();
  private final Map<String, String> usersByPhone = new HashMap<>();

  TakenKeys(Collection<Profile.Keys> taken) {
    taken.forEach(this::add);
  }

  void add(Profile.Keys keys) {
    users.add(keys.userId());
    usersByUsername.put(keys.username(), keys.userId());
    usersByEmail.put(keys.email(), keys.userId());
    usersByPhone.put(keys.phone(), keys.userId());
  }

  void remove(String userId) {
    users.remove(userId);
    usersByUsername.values().removeIf(userId::equals);
    usersByEmail.values().removeIf(userId::equals);
    usersByPhone.values().removeIf(userId::equals);
  }

  boolean hasProfile(String userId) {
    return users.contains(userId);
  }

  /**
   * Why there can be no such profile, in order of precedence. A user with a profile is recognized
   * by the phone, and gets no second one.
   */
  Optional<RefusalReason> conflict(Profile.Keys wanted) {
    String userId = wanted.userId();
    if (isOthers(usersByUsername.get(wanted.username()), userId)) {
      return Optional.of(RefusalReason.USERNAME_TAKEN);
    }
    if (isOthers(usersByEmail.get(wanted.email()), userId)) {
      return Optional.of(RefusalReason.EMAIL_TAKEN);
    }
    if (usersByPhone.containsKey(wanted.phone()) || hasProfile(userId)) {
      return Optional.of(RefusalReason.PHONE_TAKEN);
    }
    return Optional.empty();
  }

  private static boolean isOthers(@Nullable String owner, String userId) {
    return owner != null && !Objects.equals(owner, userId);
  }
}
