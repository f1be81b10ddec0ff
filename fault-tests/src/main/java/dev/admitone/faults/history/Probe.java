package dev.admitone.faults.history;

import java.time.Instant;

/**
 * What a service said of its readiness.
 *
 * @param service its name in the run
 * @param ready whether it said that it serves
 * @param why its health as text; empty where it serves
 * @param memoryBytes what its process has of the machine's memory; 0 where that is not known
 */
public record Probe(String service, Instant at, boolean ready, String why, long memoryBytes) {

  /** Begins the reason where there was no response. */
  public static final String NO_RESPONSE = "no response: ";

  /** Whether it said anything. */
  public boolean hasResponse() {
    return !why.startsWith(NO_RESPONSE);
  }
}
