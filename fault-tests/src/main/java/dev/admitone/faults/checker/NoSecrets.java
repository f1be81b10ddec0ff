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

  @Override
  public List<Violation> check(History history) {
    Map<String, String> forms = new TreeMap<>();
    for (String secret : history.secrets()) {
      byte[] bytes = secret.getBytes(UTF_8);
      forms.put(secret.toLowerCase(Locale.ROOT), "as it is");
      forms.put(unpadded(bytes).toLowerCase(Locale.ROOT), "in Base64");
      forms.put(HexFormat.of().formatHex(bytes), "in hexadecimal digits");
    }
    List<Violation> violations = new ArrayList<>();
    for (Seen seen : history.texts()) {
      String text = seen.text().toLowerCase(Locale.ROOT);
      forms.forEach(
          (form, how) -> {
            if (text.contains(form)) {
              // Without the secret: a report is kept and handed on.
              violations.add(
                  Violation.of(Promise.P7, "a secret is readable " + how, seen.where()));
            }
          });
    }
    return violations;
  }

  /** The last digits depend on what follows, so that they are left out. */
  private static String unpadded(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes).substring(0, bytes.length / 3 * 4);
  }
}
