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

  /** What no text may hold. */
  public Set<String> secrets() {
    return Set.of(word, digits);
  }

  /** The id of the user of that number. */
  static String userId(long number) {
    return "signup-" + number;
  }

  /** The body of a call that signs the user of that number up. */
  Map<String, String> body(long number, String code) {
    boolean isTaken = Math.floorMod(number, TAKEN_NAME_ONE_IN) == TAKEN_NAME_ONE_IN - 1;
    return Map.of(
        "userId", userId(number),
        "inviteCode", code,
        "email", "%s.%d@example.com".formatted(word, number),
        "password", "password of %s %d".formatted(word, number),
        "username", "%s.%d".formatted(word, isTaken ? number - 1 : number),
        "displayName", "Ms %s %d".formatted(word, number),
        "phone", "+%s%05d".formatted(digits, Math.floorMod(number, PHONES)));
  }
}
