package dev.admitone.local;

import java.util.Locale;
import java.util.UUID;

/** Codes that no other test uses. */
final class Codes {

  private Codes() {}

  static String unique(String beginning) {
    return (beginning + "-" + UUID.randomUUID()).toUpperCase(Locale.ROOT);
  }
}
