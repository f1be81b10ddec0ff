package dev.admitone.schemas.signup;

import org.jspecify.annotations.Nullable;

/** What should be a sealed profile was altered, moved or never one. Says nothing of the content. */
public final class BrokenSealException extends Exception {

  BrokenSealException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
