package dev.admitone.schemas.codes;

import static dev.admitone.schemas.codes.ContentLimits.CODE_LENGTH_MAX;
import static dev.admitone.schemas.codes.ContentLimits.CODE_LENGTH_MIN;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.utils.Utils;

/** The form in which an invite code is written everywhere: in topics, tables, responses. */
public final class InviteCodes {

  /** The canonical form, as a regular expression. */
  public static final String PATTERN =
      "[A-Z0-9_-]{" + CODE_LENGTH_MIN + "," + CODE_LENGTH_MAX + "}";

  /** Longer than the longest code with all the blanks that a person may type into it. */
  private static final int INPUT_LENGTH_MAX = 4 * CODE_LENGTH_MAX;

  private InviteCodes() {}

  /**
   * The canonical form of what a person typed: Unicode NFKC, without white space and invisible
   * characters wherever they are, every dash a hyphen-minus, upper case. Empty if that is no code.
   * A code in its canonical form is its own canonical form.
   */
  public static Optional<String> canonical(String input) {
    if (input.length() > INPUT_LENGTH_MAX) {
      return Optional.empty();
    }
    if (isCanonical(input)) {
      return Optional.of(input);
    }
    StringBuilder seen = new StringBuilder(input.length());
    Normalizer.normalize(input, Normalizer.Form.NFKC)
        .codePoints()
        .filter(each -> !LookAlikes.isBlank(each) && !LookAlikes.isInvisible(each))
        .map(each -> LookAlikes.isDash(each) ? '-' : each)
        .forEach(seen::appendCodePoint);
    String code = seen.toString().toUpperCase(Locale.ROOT);
    return isCanonical(code) ? Optional.of(code) : Optional.empty();
  }

  /** Whether the code is in its canonical form. */
  public static boolean isCanonical(String code) {
    if (code.length() < CODE_LENGTH_MIN || code.length() > CODE_LENGTH_MAX) {
      return false;
    }
    for (int i = 0; i < code.length(); i++) {
      if (!isCanonical(code.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isCanonical(char character) {
    return (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || character == '_'
        || character == '-';
  }

  /**
   * The partition of the requests topic where the code's requests lie: what the Java client's
   * default partitioner computes: murmur2 over the key, modulo the count. Other clients have other
   * defaults.
   */
  public static int partition(String code, int partitionCount) {
    byte[] key = code.getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % partitionCount;
  }
}
