package dev.admitone.local.smoke;

import dev.admitone.service.start.FileTrouble;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the command line and the environment say. */
record SmokeArguments(URI url, SmokeToken token) {

  static final String TOKEN_VARIABLE = "ADMIT_TOKEN";
  private static final String USAGE =
      """
      Usage: ./admit smoke --url ADDRESS [--token TOKEN | --token-file FILE]
      Without either the token is taken from the variable %s. It needs the scopes
      redemptions:write and invites:admin; of a local stack: ./admit token --service --admin\
      """
          .formatted(TOKEN_VARIABLE);

  /**
   * Reads both.
   *
   * @throws UsageException if an option is unknown or missing, or its value cannot be used; its
   *     message has no value, which might be a token
   */
  static SmokeArguments of(List<String> arguments, Map<String, String> environment) {
    String url = null;
    SmokeToken token = null;
    Deque<String> rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      String argument = rest.pop();
      switch (argument) {
        case "--url" -> url = value(argument, rest.poll());
        case "--token" -> token = once(token, new SmokeToken(value(argument, rest.poll())));
        case "--token-file" ->
            token = once(token, new SmokeToken(contents(value(argument, rest.poll()))));
        default -> throw wrong("%s is unknown.".formatted(optionAlone(argument)));
      }
    }
    if (url == null) {
      throw wrong("Which deployment?");
    }
    if (token == null) {
      token = new SmokeToken(value("The token", environment.get(TOKEN_VARIABLE)));
    }
    return new SmokeArguments(address(url), token);
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

  private static SmokeToken once(@Nullable SmokeToken before, SmokeToken token) {
    if (before != null) {
      throw wrong("The token is given twice.");
    }
    return token;
  }

  /** Only what cannot be a token, misplaced or behind an equals sign. */
  private static String optionAlone(String argument) {
    return argument.startsWith("--")
        ? "'%s'".formatted(argument.replaceAll("=.*", ""))
        : "An argument that is no option";
  }

  private static String contents(String name) {
    try {
      Path file = Path.of(name);
      try {
        return Files.readString(file);
      } catch (IOException e) {
        throw new UsageException(
            "The token cannot be read: %s.".formatted(FileTrouble.of(file, e)));
      }
    } catch (InvalidPathException e) {
      throw new UsageException("--token-file is no name of a file.");
    }
  }

  private static URI address(String url) {
    try {
      URI address = URI.create(url.strip());
      String scheme = address.getScheme();
      if (address.getHost() != null
          && ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))
          && address.getRawUserInfo() == null
          && address.getRawQuery() == null
          && address.getRawFragment() == null) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // Said below, without the value.
    }
    throw new UsageException(
        "--url is to be the address of a gateway or of the proxy before it, such as"
            + " http://127.0.0.1:8080 or https://app.example.org/invites.");
  }
}
