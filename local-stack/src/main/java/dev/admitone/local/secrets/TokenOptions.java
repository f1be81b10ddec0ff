package dev.admitone.local.secrets;

import dev.admitone.local.command.UsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose token a command is to print. */
public final class TokenOptions {

  private static final String USAGE = "./admit token --user ID | --reader | [--service] [--admin]";

  @Option(
      names = "--user",
      arity = "0..1",
      fallbackValue = "",
      paramLabel = "ID",
      description = "a user's own")
  private @Nullable String user;

  @Option(names = "--reader", description = "an operator's, which looks at everything")
  private boolean reader;

  @Option(names = "--service", description = "a frontend's, for any user")
  private boolean service;

  @Option(names = "--admin", description = "an operator's, which creates and changes codes")
  private boolean admin;

  /**
   * A token of the options, signed with the key.
   *
   * @throws UsageException if they name no subject, or two that exclude each other
   */
  public String token(TokenKey key) {
    if (user != null) {
      if (user.isBlank() || reader || service || admin) {
        throw unclear();
      }
      return key.forUser(user);
    }
    if (reader) {
      if (service || admin) {
        throw unclear();
      }
      return key.forReader();
    }
    if (service) {
      return admin ? key.forServiceAndAdmin() : key.forService();
    }
    if (admin) {
      return key.forAdmin();
    }
    throw unclear();
  }

  private static UsageException unclear() {
    return new UsageException("Whose token? " + USAGE);
  }
}
