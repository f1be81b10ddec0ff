package dev.admitone.local;

import org.jspecify.annotations.Nullable;

/** The stack cannot start. The message is the one line that the person at the terminal reads. */
final class StartFailedException extends RuntimeException {

  StartFailedException(String whatAndHowToFixIt, @Nullable Throwable cause) {
    super(whatAndHowToFixIt, cause);
  }
}
