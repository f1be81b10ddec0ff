package dev.admitone.gateway.operator;

import dev.admitone.gateway.call.ChangeCall;
import dev.admitone.gateway.call.Digests;
import dev.admitone.gateway.security.Caller;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Makes invite codes that cannot be guessed and are not misread. A spreadsheet would turn a code
 * that looks like a number or a date into one, and not back, so no code looks like that.
 */
final class CodeGenerator {

  /** Digits and letters without 0 and O, 1 and I and L, U and V: 29 of them. */
  private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ";

  /** 29^12 codes: a run of 10,000 guesses a second meets one of a million in a year or so. */
  private static final int LENGTH = 12;

  /** The largest multiple of the alphabet's size: bytes from here on would favour some letters. */
  private static final int FAIR_BYTES = 256 / ALPHABET.length() * ALPHABET.length();

  /** All digits, or digits with an exponent; the dates that this alphabet can spell. */
  private static final Pattern NUMBER_OR_DATE =
      Pattern.compile("[0-9]+([DE][0-9]+)?|[0-9]*(DEC|SEPT)EMBER[0-9]*");

  private final String secret;
  private final RandomGenerator random;

  CodeGenerator(String secret) {
    this(secret, new SecureRandom());
  }

  CodeGenerator(String secret, RandomGenerator random) {
    this.secret = secret;
    this.random = random;
  }

  /** The code of a call that makes one. */
  String of(ChangeCall call) {
    String key = call.key();
    return key == null ? random() : derived(call.caller(), key, "0");
  }

  /** The code number {@code index} of a call that makes {@code count} of them. */
  String of(ChangeCall call, int count, int index) {
    String key = call.key();
    return key == null
        ? random()
        : derived(call.caller(), key, String.valueOf(count), String.valueOf(index));
  }

  String random() {
    String code = randomText();
    while (isMisread(code)) {
      code = randomText();
    }
    return code;
  }

  /** Whether a spreadsheet would take the code for a number or a date. */
  static boolean isMisread(String code) {
    return NUMBER_OR_DATE.matcher(code).matches();
  }

  private String randomText() {
    StringBuilder code = new StringBuilder(LENGTH);
    while (code.length() < LENGTH) {
      code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return code.toString();
  }

  /** The code of a keyed call: the same when the call is sent again, on every gateway. */
  String derived(Caller caller, String key, String... which) {
    List<String> texts = new ArrayList<>(List.of(caller.subject(), key));
    texts.addAll(List.of(which));
    int last = texts.size();
    texts.add("");
    StringBuilder code = new StringBuilder(LENGTH);
    for (int round = 0; code.length() < LENGTH; round++) {
      texts.set(last, String.valueOf(round));
      byte[] digest = Digests.hmacSha256(secret, texts.toArray(String[]::new));
      for (int i = 0; i < digest.length && code.length() < LENGTH; i++) {
        int value = Byte.toUnsignedInt(digest[i]);
        if (value < FAIR_BYTES) {
          code.append(ALPHABET.charAt(value % ALPHABET.length()));
        }
        if (code.length() == LENGTH && isMisread(code.toString())) {
          code.setLength(0);
        }
      }
    }
    return code.toString();
  }
}
