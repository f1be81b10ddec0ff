package dev.admitone.ops.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Bytes as text if they are text, and in hexadecimal digits otherwise: exactly one of them.
 *
 * @param cut whether only the begin of them is shown
 */
record ShownText(@Nullable String text, @Nullable String hex, boolean cut) {

  /** How many characters of a text are shown. */
  static final int TEXT_LENGTH_MAX = 1_000;

  /** How many bytes are shown in hexadecimal digits. */
  static final int HEX_BYTES_MAX = 512;

  static ShownText of(byte[] bytes) {
    String text = text(bytes);
    if (text == null) {
      return hex(bytes);
    }
    return text.length() > TEXT_LENGTH_MAX
        ? new ShownText(begin(text), null, true)
        : new ShownText(text, null, false);
  }

  static ShownText hex(byte[] bytes) {
    byte[] begin = Arrays.copyOf(bytes, Math.min(bytes.length, HEX_BYTES_MAX));
    return new ShownText(null, HexFormat.of().formatHex(begin), begin.length < bytes.length);
  }

  /** The begin of a text that is too long to be shown. */
  static String begin(String text) {
    int end = TEXT_LENGTH_MAX;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  private static @Nullable String text(byte[] bytes) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.chars().anyMatch(Character::isISOControl) ? null : text;
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
