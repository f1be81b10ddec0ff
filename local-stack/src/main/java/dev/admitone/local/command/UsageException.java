package dev.admitone.local.command;

import java.io.Serial;

/** The command line is wrong; nothing was done. */
public final class UsageException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /** Takes what is wrong, with the right usage. */
  public UsageException(String message) {
    super(message);
  }
}
