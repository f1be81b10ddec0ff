package dev.admitone.gateway.call;

import dev.admitone.schemas.avro.RedemptionDecided;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The use of the code that the user has, where a redemption was refused for it.
 *
 * @param useId the request that redeemed it, or an id that SQL gave
 */
public record OwnUse(UUID useId, Instant usedAt) {

  /** Null where the result names none: see the contract of {@link RedemptionDecided}. */
  static @Nullable OwnUse of(RedemptionDecided decision) {
    dev.admitone.schemas.avro.OwnUse use = decision.getOwnUse();
    return use == null ? null : new OwnUse(use.getUseId(), use.getUsedAt());
  }
}
