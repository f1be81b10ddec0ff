package dev.admitone.local.ops.show;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.util.Map;
import java.util.Set;

/**
 * Where a command prints.
 *
 * @param columns how wide the screen is; 0: the output is a pipe or a file
 * @param colours whether words may be coloured
 */
public record Terminal(PrintStream output, PrintStream errors, int columns, boolean colours) {

  /** Set by the script if its output is a terminal. */
  private static final String COLUMNS_VARIABLE = "ADMIT_OPS_COLUMNS";

  /** See no-color.org. */
  private static final String NO_COLOUR_VARIABLE = "NO_COLOR";

  private static final int COLUMNS_MIN = 40;
  private static final int COLUMNS_DEFAULT = 80;

  private static final Set<String> GOOD = Set.of("USABLE", "REDEEMED", "DONE");
  private static final Set<String> BAD =
      Set.of("REVOKED", "EXPIRED", "EXHAUSTED", "DEAD_LETTERED", "REFUSED", "UNKNOWN");

  private static final String BOLD = "\033[1m";
  private static final String GREEN = "\033[32m";
  private static final String RED = "\033[31m";
  private static final String PLAIN = "\033[0m";

  /** This process's. */
  public static Terminal of(Map<String, String> environment) {
    String columns = environment.getOrDefault(COLUMNS_VARIABLE, "");
    boolean colours =
        !columns.isEmpty() && environment.getOrDefault(NO_COLOUR_VARIABLE, "").isEmpty();
    return new Terminal(System.out, System.err, columns(columns), colours);
  }

  private static int columns(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    return text.matches("\\d{1,4}")
        ? Math.max(COLUMNS_MIN, Integer.parseInt(text))
        : COLUMNS_DEFAULT;
  }

  public boolean isScreen() {
    return columns > 0;
  }

  /** Prints a line. */
  public void say(String line) {
    output.println(line);
  }

  /** Prints a line where errors go. */
  public void complain(String line) {
    errors.println(line);
  }

  /** Prints JSON in its own encoding, which need not be the terminal's, with an end of line. */
  public void json(String text) {
    byte[] bytes = (text.strip() + "\n").getBytes(UTF_8);
    output.write(bytes, 0, bytes.length);
    output.flush();
  }

  public String bold(String text) {
    return colours ? BOLD + text + PLAIN : text;
  }

  /** The printed text in the colour of the word that it shows. */
  public String tinted(String word, String printed) {
    if (!colours || !(GOOD.contains(word) || BAD.contains(word))) {
      return printed;
    }
    return (GOOD.contains(word) ? GREEN : RED) + printed + PLAIN;
  }
}
