package dev.admitone.faults.checker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.faults.history.History;
import dev.admitone.faults.history.Seen;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** P7: no text holds a secret, as it is, in Base64 or in hexadecimal digits. */
final class NoSecrets implements PromiseCheck {

  private static final int BASE64_BYTES = 3;
  private static final int BASE64_DIGITS = 4;

  @Override
  public List<Violation> check(History history) {
    Map<String, String> forms = new TreeMap<>();
    for (String secret : history.secrets()) {
      byte[] bytes = secret.getBytes(UTF_8);
      forms.put(secret.toLowerCase(Locale.ROOT), "as it is");
      for (int before = 0; before < BASE64_BYTES; before++) {
        forms.put(inBase64(bytes, before).toLowerCase(Locale.ROOT), "in Base64");
      }
      forms.put(HexFormat.of().formatHex(bytes), "in hexadecimal digits");
    }
    List<Violation> violations = new ArrayList<>();
    for (Seen seen : history.texts()) {
      String text = seen.text().toLowerCase(Locale.ROOT);
      forms.forEach(
          (form, how) -> {
            if (text.contains(form)) {
              // Without the secret: a report is kept and handed on.
              violations.add(Violation.of(Promise.P7, "a secret is readable " + how, seen.where()));
            }
          });
    }
    return violations;
  }

  /**
   * As a part of a longer text. The first and last digits depend on what is before and after it, so
   * that they are left out.
   *
   * @param before how many bytes there are before it, in its first group
   */
  private static String inBase64(byte[] bytes, int before) {
    byte[] placed = new byte[before + bytes.length];
    System.arraycopy(bytes, 0, placed, before, bytes.length);
    int from = (before * BASE64_DIGITS + BASE64_BYTES - 1) / BASE64_BYTES;
    int to = placed.length / BASE64_BYTES * BASE64_DIGITS;
    return Base64.getEncoder().encodeToString(placed).substring(from, to);
  }
}
