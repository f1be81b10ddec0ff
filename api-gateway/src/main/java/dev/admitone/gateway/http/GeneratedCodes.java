package dev.admitone.gateway.http;

import java.security.SecureRandom;

/** Makes invite codes that nobody guesses and nobody misreads. */
final class GeneratedCodes {

  /** Digits and letters without 0 and O, 1 and I and L, U and V: 29 of them. */
  private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ";

  /** 29^12 codes: a run of 10,000 guesses a second meets one of a million in a year or so. */
  private static final int LENGTH = 12;

  /** The largest multiple of the alphabet's size: bytes from here on would favour some letters. */
  private static final int FAIR_BYTES = 256 / ALPHABET.length() * ALPHABET.length();

  private final String secret;
  private final SecureRandom random = new SecureRandom();

  GeneratedCodes(String secret) {
    this.secret = secret;
  }

  /** The code number {@code index} of the call. */
  String of(ChangeCall call, int index) {
    String key = call.key();
    return key == null ? random() : derived(call.caller(), key, index);
  }

  String random() {
    StringBuilder code = new StringBuilder(LENGTH);
    while (code.length() < LENGTH) {
      code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return code.toString();
  }

  /** The code of a keyed call: the same when the call is sent again, on every gateway. */
  String derived(Caller caller, String key, int index) {
    StringBuilder code = new StringBuilder(LENGTH);
    for (int round = 0; code.length() < LENGTH; round++) {
      byte[] digest =
          Digests.hmacSha256(
              secret, caller.subject(), key, String.valueOf(index), String.valueOf(round));
      for (int i = 0; i < digest.length && code.length() < LENGTH; i++) {
        int value = Byte.toUnsignedInt(digest[i]);
        if (value < FAIR_BYTES) {
          code.append(ALPHABET.charAt(value % ALPHABET.length()));
        }
      }
    }
    return code.toString();
  }
}
