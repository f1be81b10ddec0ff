package dev.admitone.processor.redemption;

import java.util.Locale;

/** Why the ledger could not be used, as one of few: what is counted. */
public enum Unavailability {
  /** No connection, or one that broke. */
  NO_CONNECTION,
  /** The server ends its sessions, or takes no new ones yet. */
  SHUTDOWN,
  /** The server or the session takes no writes. */
  READ_ONLY,
  /** A row lock was not had in time. */
  LOCK_NOT_AVAILABLE,
  /** A statement or a transaction took too long, or was cancelled. */
  TIMEOUT,
  /** The server is out of connections, memory or disk. */
  RESOURCES,
  /** The processor's role may not do what it must. */
  PERMISSION,
  /** Anything else: the logged line has the database's own words. */
  OTHER;

  /** Its name in metrics. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
