package dev.admitone.processor.redemption;

import java.time.Instant;
import java.util.UUID;

/**
 * A use that was given back.
 *
 * @param id the request that gave it back
 * @param use what was given back
 */
public record Release(UUID id, Use use, String releasedBy, String reason, Instant releasedAt) {

  /** The same of the user under the pseudonym. */
  Release under(String pseudonym) {
    return new Release(id, use.under(pseudonym), releasedBy, reason, releasedAt);
  }
}
