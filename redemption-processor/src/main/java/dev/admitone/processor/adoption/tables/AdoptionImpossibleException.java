package dev.admitone.processor.adoption.tables;

import org.jspecify.annotations.Nullable;

/** The tables cannot be adopted as they are; the message says why, and what helps. */
public final class AdoptionImpossibleException extends RuntimeException {

  /** With one paragraph for the operator. */
  public AdoptionImpossibleException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
