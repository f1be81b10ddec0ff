package dev.admitone.schemas.codes;

import java.util.Arrays;

/** Characters that a reader cannot see, or cannot tell from others. */
public final class LookAlikes {

  /**
   * Default-ignorable and blank characters that are not of the category Cf: fillers, variation
   * selectors, the grapheme joiner, the blank Braille pattern. Pairs of first and last.
   *
   * @see <a href="https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point">UAX 44</a>
   */
  private static final int[] INVISIBLE = {
    0x034F, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180F, 0x2065, 0x2065, 0x2800, 0x2800,
    0x3164, 0x3164, 0xFE00, 0xFE0F, 0xFFA0, 0xFFA0, 0xFFF0, 0xFFF8, 0xE0000, 0xE0FFF
  };

  /** Dashes that are not of the category Pd: modifier minus, hyphen bullet, swung dash, minus. */
  private static final int[] OTHER_DASHES = {0x02D7, 0x2043, 0x2053, 0x2212};

  private static final int NEXT_LINE = 0x85;

  private LookAlikes() {}

  /** Whether it is white space, the kinds that do not break a line and a line's end included. */
  public static boolean isBlank(int codePoint) {
    return Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || codePoint == NEXT_LINE;
  }

  /** Whether it has no width of its own, or only changes the direction of others. */
  public static boolean isInvisible(int codePoint) {
    if (Character.getType(codePoint) == Character.FORMAT) {
      return true;
    }
    for (int i = 0; i < INVISIBLE.length; i += 2) {
      if (codePoint >= INVISIBLE[i] && codePoint <= INVISIBLE[i + 1]) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is a dash of any kind, a minus sign included. */
  public static boolean isDash(int codePoint) {
    return Character.getType(codePoint) == Character.DASH_PUNCTUATION
        || Arrays.binarySearch(OTHER_DASHES, codePoint) >= 0;
  }
}
