package dev.admitone.processor.database;

/** A database's URL as messages may show it. */
final class DatabaseAddress {

  private DatabaseAddress() {}

  /** Without parameters, and without a user and a password before the host. */
  static String shown(String url) {
    return url.replaceFirst("(?s)\\?.*", "").replaceFirst("(?s)//.*@", "//***@");
  }
}
