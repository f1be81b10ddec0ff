package dev.admitone.local.smoke;

import java.io.Serial;

/** The command line says something that cannot be meant. */
final class UsageException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
