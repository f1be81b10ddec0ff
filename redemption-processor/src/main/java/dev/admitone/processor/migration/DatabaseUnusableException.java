package dev.admitone.processor.migration;

import org.jspecify.annotations.Nullable;

/** The start cannot use the database. */
public final class DatabaseUnusableException extends RuntimeException {

  private final transient String whatToDo;

  DatabaseUnusableException(String message, String whatToDo, @Nullable Throwable cause) {
    super(message, cause);
    this.whatToDo = whatToDo;
  }

  /** What the operator does about it. */
  String whatToDo() {
    return whatToDo;
  }
}
