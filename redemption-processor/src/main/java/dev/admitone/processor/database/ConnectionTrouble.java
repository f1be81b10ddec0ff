package dev.admitone.processor.database;

import java.sql.SQLException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why the database gives no connection: a trouble that may pass is waited for, any other is
 * reported at once, and an unknown one is reported in the server's or the driver's own words.
 *
 * @param state the innermost SQLSTATE; null where there is none
 * @param message of the exception that has it
 * @param isEncryption the connection was there and could not be encrypted
 */
record ConnectionTrouble(
    @Nullable String state, String message, boolean isEncryption, Exception cause) {

  private static final String CONNECTION_CLASS = "08";
  private static final String REJECTED_BY_THE_DRIVER = "08004";
  private static final String PROTOCOL_VIOLATION = "08P01";
  private static final String STARTING_OR_STOPPING_CLASS = "57P";
  private static final String TOO_MANY_CONNECTIONS = "53300";
  private static final String WRONG_PASSWORD = "28P01";
  private static final String LOGIN_CLASS = "28";
  private static final String NO_SUCH_DATABASE = "3D000";
  private static final String UNSUPPORTED_STARTUP_PARAMETER = "unsupported startup parameter";

  /** A pool puts exceptions of its own around the driver's. */
  static ConnectionTrouble of(Exception failure) {
    String state = null;
    String message = String.valueOf(failure.getMessage());
    boolean isEncryption = false;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        state = sql.getSQLState();
        message = String.valueOf(sql.getMessage());
      }
      isEncryption |= cause instanceof SSLException;
    }
    return new ConnectionTrouble(state, message, isEncryption, failure);
  }

  /** The report of a trouble that does not pass; empty if it may pass. */
  Optional<DatabaseUnusableException> hopeless(String address) {
    if (message.contains(UNSUPPORTED_STARTUP_PARAMETER)) {
      return Optional.of(Poolers.between(address, cause));
    }
    if (state == null || mayPass()) {
      return Optional.empty();
    }
    if (state.equals(NO_SUCH_DATABASE)) {
      return told(
          "PostgreSQL responds at %s, but has no such database.".formatted(address),
          "Create the database, or set spring.datasource.url to one that exists.");
    }
    if (state.equals(WRONG_PASSWORD)) {
      return told(
          "PostgreSQL at %s refuses the user: the name or the password is wrong."
              .formatted(address),
          "Set spring.datasource.username and spring.datasource.password (for migrations"
              + " spring.flyway.user and spring.flyway.password) to what the database has. A"
              + " volume keeps the password that it was made with.");
    }
    if (state.startsWith(LOGIN_CLASS)) {
      return told(
          "PostgreSQL at %s refuses the user: %s".formatted(address, message),
          "Let the user in on the server, or set spring.datasource.username (for migrations"
              + " spring.flyway.user) to another one.");
    }
    return told(
        "PostgreSQL at %s gives no connection: %s (SQLSTATE %s)".formatted(address, message, state),
        "The words are those of the server or of its driver. What they are asked for is in"
            + " spring.datasource.url.");
  }

  /** The report of a trouble that did not pass in time. */
  DatabaseUnusableException tooLate(String address) {
    String howLong = "How long a start waits for it is admit-one.processor.database-wait.";
    if (state == null || state.startsWith(CONNECTION_CLASS)) {
      return new DatabaseUnusableException(
          "No PostgreSQL responds at %s. The last try: %s".formatted(address, message),
          "Start it, or set spring.datasource.url to where it is. " + howLong,
          cause);
    }
    return new DatabaseUnusableException(
        "PostgreSQL at %s responds, but gives no connection: %s (SQLSTATE %s)"
            .formatted(address, message, state),
        "See what keeps the server busy, or starting. " + howLong,
        cause);
  }

  private boolean mayPass() {
    return state != null
        && !isEncryption
        && (state.startsWith(CONNECTION_CLASS)
            ? !state.equals(REJECTED_BY_THE_DRIVER) && !state.equals(PROTOCOL_VIOLATION)
            : state.startsWith(STARTING_OR_STOPPING_CLASS) || state.equals(TOO_MANY_CONNECTIONS));
  }

  private Optional<DatabaseUnusableException> told(String what, String whatToDo) {
    return Optional.of(new DatabaseUnusableException(what, whatToDo, cause));
  }
}
