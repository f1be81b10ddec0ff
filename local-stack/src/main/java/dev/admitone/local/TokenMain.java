package dev.admitone.local;

import java.util.List;
import java.util.Set;

/** What {@code ./admit token} runs: prints a token that the local stack believes. */
public final class TokenMain {

  private static final String USAGE = "./admit token --user ID | [--service] [--admin]";

  private TokenMain() {}

  /** Takes what the usage says; the data directory comes from the environment. */
  public static void main(String[] arguments) {
    Mains.run(
        () -> {
          StackSettings settings = StackSettings.of(System.getenv(), List.of());
          TokenKey key = TokenKey.existing(settings.tokenKeyFile());
          System.out.println(token(key, List.of(arguments)));
        });
  }

  static String token(TokenKey key, List<String> arguments) {
    if (arguments.equals(List.of("--service"))) {
      return key.forService();
    }
    if (arguments.equals(List.of("--admin"))) {
      return key.forAdmin();
    }
    if (arguments.size() == 2 && Set.copyOf(arguments).equals(Set.of("--service", "--admin"))) {
      return key.forServiceAndAdmin();
    }
    if (arguments.size() == 2
        && arguments.getFirst().equals("--user")
        && !arguments.getLast().isBlank()) {
      return key.forUser(arguments.getLast());
    }
    throw new StartFailedException("Whose token? " + USAGE, null);
  }
}
