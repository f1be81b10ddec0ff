package dev.admitone.gateway.log.results;

import dev.admitone.schemas.avro.RedemptionDecided;

/** Learns of each result that is read. */
public interface ResultListener {

  /** Takes in a result, which is in the window by now, before the watermark passes it. */
  void onResult(RedemptionDecided result);

  /** Forgets what is too old, also when no result comes. */
  void evict();
}
