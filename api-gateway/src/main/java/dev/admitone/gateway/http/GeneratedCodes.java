package dev.admitone.gateway.http;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

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
      }
    }
    return code.toString();
  }
}
