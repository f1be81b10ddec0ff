package dev.admitone.faults.load;

import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Profiles of users that sign up. All that is personal in them holds one of two marks, so that a
 * search for these finds it.
 */
public final class Signups {

  /** One in so many wants the name of the user before it. */
  private static final int TAKEN_NAME_ONE_IN = 8;

  private static final String USER = "signup-";
  private static final String HASH = "$argon2id$";
  private static final int WORD_LENGTH = 10;
  private static final int DIGITS_MAX = 100_000_000;
  private static final int PHONES = 100_000;

  private final String word;
  private final String digits;

  /** Takes the seed of the marks. */
  public Signups(long seed) {
    Random random = new Random(seed);
    StringBuilder letters = new StringBuilder();
    random.ints(WORD_LENGTH, 'a', 'z' + 1).forEach(letters::appendCodePoint);
    word = letters.toString();
    digits = "49%08d".formatted(random.nextInt(DIGITS_MAX));
  }

  /** What no text may hold: what is personal, and how a hash of a password begins. */
  public Set<String> secrets() {
    return Set.of(word, digits, HASH);
  }

  /** Whether the user's signup may meet a name that is taken: it wants another one's, or lends. */
  public static boolean isNamesake(String userId) {
    if (!userId.startsWith(USER)) {
      return false;
    }
    long number = Long.parseLong(userId.substring(USER.length()));
    return isTaken(number) || isTaken(number + 1);
  }

  private static boolean isTaken(long number) {
    return Math.floorMod(number, TAKEN_NAME_ONE_IN) == TAKEN_NAME_ONE_IN - 1;
  }

  /** The id of the user of that number. */
  static String userId(long number) {
    return USER + number;
  }

  /** The body of a call that signs the user of that number up. */
  Map<String, String> body(long number, String code) {
    return Map.of(
        "userId", userId(number),
        "inviteCode", code,
        "email", "%s.%d@example.com".formatted(word, number),
        "password", "password of %s %d".formatted(word, number),
        "username", "%s.%d".formatted(word, isTaken(number) ? number - 1 : number),
        "displayName", "Ms %s %d".formatted(word, number),
        "phone", "+%s%05d".formatted(digits, Math.floorMod(number, PHONES)));
  }
}
