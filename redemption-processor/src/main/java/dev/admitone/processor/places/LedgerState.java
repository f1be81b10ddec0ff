package dev.admitone.processor.places;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The ledger's identity and its places.
 *
 * @param id which ledger it is
 * @param serverStartedAt when the database's server process started
 * @param isStandby the server follows another one and cannot be written to
 * @param hasDecisions false: nothing was ever decided in it
 * @param places by partition
 */
public record LedgerState(
    UUID id,
    Instant serverStartedAt,
    boolean isStandby,
    boolean hasDecisions,
    Map<Integer, Place> places) {

  /** Why nothing is decided; empty if decisions go on. */
  public Optional<String> reason() {
    return places.values().stream()
        .flatMap(place -> Optional.ofNullable(place.reason()).stream())
        .findFirst();
  }
}
