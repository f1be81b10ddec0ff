package dev.admitone.local.ops.options;

import dev.admitone.local.command.CommandFailedException;
import dev.admitone.local.command.UsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a command needs that changes something: why, and how many things as was seen before. */
public final class ChangeOptions {

  public static final String SYNOPSIS = "--reason TEXT [--yes NUMBER]";

  @Option(names = "--reason", paramLabel = "TEXT", description = "why; the audit keeps it")
  private @Nullable String reason;

  @Option(names = "--yes", paramLabel = "NUMBER", description = "changes so many things")
  private @Nullable Long number;

  /** Whether something is to be changed; otherwise it is only shown how much would be. */
  public boolean isConfirmed() {
    return number != null;
  }

  /** The number that is confirmed; nothing is if there is none. */
  public @Nullable Long number() {
    return number;
  }

  /**
   * What the operator says.
   *
   * @throws UsageException if that is nothing
   */
  public String reason() {
    if (reason == null || reason.isBlank()) {
      throw new UsageException("Why? --reason has a sentence for the audit.");
    }
    return reason;
  }

  /**
   * Requires that the operator has seen how many things are changed.
   *
   * @throws CommandFailedException if they are more or fewer by now
   */
  public void requireNumber(long actual) {
    if (number != null && number != actual) {
      throw new CommandFailedException(
          "Nothing was changed: --yes says %d, but there are %d. Look again without --yes."
              .formatted(number, actual),
          null);
    }
  }
}
