package dev.admitone.processor;

import java.security.Security;
import java.util.TimeZone;

/** What the libraries of a processor take from the JVM alone. */
public final class JvmSettings {

  /** A database that comes back under another address is found after so many seconds. */
  private static final String ADDRESS_TTL_SECONDS = "3";

  private static final String ADDRESS_UNKNOWN_TTL_SECONDS = "1";

  private JvmSettings() {}

  /** Before the first look-up of a host: addresses are remembered as the JVM first read it. */
  public static void apply() {
    Security.setProperty("networkaddress.cache.ttl", ADDRESS_TTL_SECONDS);
    Security.setProperty("networkaddress.cache.negative.ttl", ADDRESS_UNKNOWN_TTL_SECONDS);
    // The driver asks for the JVM's zone when it opens a session, and a server that does not know
    // the zone refuses it. The processor shows and reads no local times.
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
  }
}
