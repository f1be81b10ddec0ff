package dev.admitone.processor.database;

import org.jspecify.annotations.Nullable;

/** The start cannot use the database. */
final class DatabaseUnusableException extends RuntimeException {

  private final transient String whatToDo;

  /** With what is wrong, what the operator does about it, and the cause if there is one. */
  public DatabaseUnusableException(String message, String whatToDo, @Nullable Throwable cause) {
    super(message, cause);
    this.whatToDo = whatToDo;
  }

  /** What the operator does about it. */
  String whatToDo() {
    return whatToDo;
  }
}
