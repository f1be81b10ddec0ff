package dev.admitone.local.secrets;

import dev.admitone.local.settings.StackSettings;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What {@code ./admit token} runs: prints a token that the local stack believes. */
@Command(
    name = "token",
    exitCodeOnInvalidInput = 1,
    customSynopsis = "./admit token --user ID | --reader | [--service] [--admin]",
    description = {
      "print a token that the running stack believes for 12 hours: a user's own, a",
      "frontend's for any user, an operator's that may look and not change, or an operator's, to",
      "create and change codes; with the last two options one that may do both"
    })
public final class TokenCommand implements Runnable {

  private final Map<String, String> environment;
  @Mixin private TokenOptions options = new TokenOptions();

  /** Takes the environment, which has the data directory. */
  public TokenCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public void run() {
    StackSettings settings = StackSettings.of(environment, false);
    System.out.println(options.token(TokenKey.existing(settings.tokenKeyFile())));
  }
}
