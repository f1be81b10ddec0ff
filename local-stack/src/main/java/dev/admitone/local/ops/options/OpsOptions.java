package dev.admitone.local.ops.options;

import dev.admitone.local.command.BearerToken;
import dev.admitone.local.command.ServiceAddress;
import dev.admitone.local.command.UsageException;
import dev.admitone.local.ops.calls.OpsClient;
import dev.admitone.local.secrets.TokenKey;
import dev.admitone.local.settings.StackPort;
import dev.admitone.local.settings.StackSettings;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command of operators has: which console, which token, which form. */
public final class OpsOptions {

  static final String TOKEN_VARIABLE = "ADMIT_OPS_TOKEN";
  private static final String NO_ADDRESS =
      "--url or %s is to be the address of a console or of the proxy before it, such as"
              .formatted(OpsClient.URL_VARIABLE)
          + " http://127.0.0.1:8082 or https://ops.example.org.";

  /** The hosts whose consoles may see a token of this machine's stack. */
  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

  @Option(names = "--url", paramLabel = "ADDRESS", description = "the console")
  private @Nullable String url;

  @Option(names = "--token-file", paramLabel = "FILE", description = "has the operator's token")
  private @Nullable String tokenFile;

  @Option(names = "--json", description = "prints the console's JSON as it is")
  private boolean json;

  /** Whether the output is for programs. */
  public boolean json() {
    return json;
  }

  /**
   * Prepares the calls of a command; nothing is sent yet.
   *
   * @param changes whether the command changes something, for which a reader's token is too little
   * @throws UsageException if the address or the token is missing or cannot be used
   */
  public OpsClient client(Map<String, String> environment, boolean changes) {
    URI address = address(environment);
    return new OpsClient(address, token(environment, address, changes));
  }

  private URI address(Map<String, String> environment) {
    if (url != null) {
      return ServiceAddress.of(url, NO_ADDRESS);
    }
    String variable = environment.getOrDefault(OpsClient.URL_VARIABLE, "");
    if (!variable.isBlank()) {
      return ServiceAddress.of(variable, NO_ADDRESS);
    }
    int port = StackPort.OPS.in(environment);
    if (port == 0) {
      throw new UsageException(
          "The stack chose its console's port: set %s to the address that ./admit up printed."
              .formatted(OpsClient.URL_VARIABLE));
    }
    return URI.create("http://127.0.0.1:" + port);
  }

  private BearerToken token(Map<String, String> environment, URI address, boolean changes) {
    if (tokenFile != null) {
      return BearerToken.inFile("--token-file", tokenFile);
    }
    String variable = environment.getOrDefault(TOKEN_VARIABLE, "");
    if (!variable.isBlank()) {
      return new BearerToken(variable);
    }
    if (!THIS_MACHINE.contains(address.getHost())) {
      throw new UsageException(
          "Which token? Name its file with --token-file, or set %s. It needs the scope"
                  .formatted(TOKEN_VARIABLE)
              + " invites:read, or invites:admin for what changes something.");
    }
    TokenKey key = TokenKey.existing(StackSettings.of(environment, false).tokenKeyFile());
    return new BearerToken(changes ? key.forAdmin() : key.forReader());
  }
}
