package dev.admitone.ops.statistics.counts;

import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.RefusalReason;

/** Names of outcomes and reasons that are counted in a way of their own. */
final class Outcomes {

  static final String REDEEMED = Outcome.REDEEMED.name();
  static final String RELEASED = Outcome.RELEASED.name();
  static final String UNKNOWN_CODE = RefusalReason.UNKNOWN_CODE.name();

  private Outcomes() {}
}
