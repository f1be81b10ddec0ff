package dev.admitone.local.smoke;

import java.util.List;

/**
 * What {@code ./admit smoke} runs. Exit codes: 0, all checks hold; 1, one does not; 2, the command
 * line is wrong, and nothing was sent.
 */
public final class SmokeMain {

  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  private SmokeMain() {}

  /** Takes {@code --url}, and a token by option, by file or by the environment. */
  public static void main(String[] arguments) {
    try {
      SmokeArguments smoke = SmokeArguments.of(List.of(arguments), System.getenv());
      if (!SmokeTests.run(smoke, System.out)) {
        System.exit(FAILED);
      }
    } catch (UsageException e) {
      System.err.println(e.getMessage());
      System.exit(WRONG_USAGE);
    }
  }
}
