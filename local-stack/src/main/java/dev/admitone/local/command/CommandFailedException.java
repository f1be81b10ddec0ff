package dev.admitone.local.command;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A command cannot do what it is for. The message is the line that the person at the terminal
 * reads.
 */
public final class CommandFailedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /** Takes what is wrong and how to correct it. */
  public CommandFailedException(String whatAndHowToFixIt, @Nullable Throwable cause) {
    super(whatAndHowToFixIt, cause);
  }
}
