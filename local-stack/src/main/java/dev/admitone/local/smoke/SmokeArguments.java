package dev.admitone.local.smoke;

import dev.admitone.local.command.BearerToken;
import dev.admitone.local.command.ServiceAddress;
import dev.admitone.local.command.UsageException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The command line with the environment. */
record SmokeArguments(URI url, BearerToken token) {

  static final String TOKEN_VARIABLE = "ADMIT_TOKEN";
  private static final String USAGE =
      """
      Usage: ./admit smoke --url ADDRESS [--token TOKEN | --token-file FILE]
      Without either the token is taken from the variable %s. It needs the scopes
      redemptions:write and invites:admin; of a local stack: ./admit token --service --admin\
      """
          .formatted(TOKEN_VARIABLE);
  private static final String NO_ADDRESS =
      "--url is to be the address of a gateway or of the proxy before it, such as"
          + " http://127.0.0.1:8080 or https://app.example.org/invites.";

  /**
   * Puts together what was read.
   *
   * @param unknown what is no option of the command
   * @throws UsageException if an option is unknown or missing, or its value cannot be used; its
   *     message has no value, which might be a token
   */
  static SmokeArguments of(
      List<String> unknown,
      @Nullable String url,
      List<String> tokens,
      List<String> tokenFiles,
      Map<String, String> environment) {
    if (!unknown.isEmpty()) {
      throw wrong("%s is unknown.".formatted(optionAlone(unknown.getFirst())));
    }
    List<BearerToken> given = new ArrayList<>();
    tokens.forEach(token -> given.add(new BearerToken(value("--token", token))));
    tokenFiles.forEach(
        file -> given.add(BearerToken.inFile("--token-file", value("--token-file", file))));
    if (given.size() > 1) {
      throw wrong("The token is given twice.");
    }
    if (url == null) {
      throw wrong("Which deployment?");
    }
    String address = value("--url", url);
    BearerToken token =
        given.isEmpty()
            ? new BearerToken(value("The token", environment.get(TOKEN_VARIABLE)))
            : given.getFirst();
    return new SmokeArguments(ServiceAddress.of(address, NO_ADDRESS), token);
  }

  private static UsageException wrong(String what) {
    return new UsageException(what + "\n" + USAGE);
  }

  private static String value(String option, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw wrong(option + " is missing or empty.");
    }
    return value;
  }

  /** Only what cannot be a token, misplaced or behind an equals sign. */
  private static String optionAlone(String argument) {
    return argument.startsWith("--")
        ? "'%s'".formatted(argument.replaceAll("=.*", ""))
        : "An argument that is no option";
  }
}
