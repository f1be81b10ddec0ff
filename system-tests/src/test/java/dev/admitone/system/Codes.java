package dev.admitone.system;

import java.util.Locale;
import java.util.UUID;

/** Codes that no other test uses. */
public final class Codes {

  private Codes() {}

  public static String unique(String beginning) {
    return (beginning + "-" + UUID.randomUUID()).toUpperCase(Locale.ROOT);
  }
}
