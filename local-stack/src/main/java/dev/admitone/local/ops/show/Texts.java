package dev.admitone.local.ops.show;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Texts from a console on a terminal: users and operators wrote them. */
public final class Texts {

  /** What a terminal would obey, or would show in another order. */
  private static final Pattern COMMANDING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  private Texts() {}

  /** The text on one line, without anything that a terminal takes for a command. */
  public static String readable(String text) {
    return COMMANDING.matcher(text.replaceAll("\\s*\\R\\s*", " ")).replaceAll("?");
  }

  /** The text in lines of at most that many characters, broken at blanks where there are any. */
  public static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > width) {
      int end = end(rest, width);
      lines.add(rest.substring(0, end));
      rest = rest.substring(end).stripLeading();
    }
    lines.add(rest);
    return lines;
  }

  private static int end(String text, int width) {
    int blank = text.lastIndexOf(' ', width);
    if (blank > 0) {
      return blank;
    }
    // Both halves of a character stay together.
    return width > 1 && Character.isHighSurrogate(text.charAt(width - 1)) ? width - 1 : width;
  }
}
