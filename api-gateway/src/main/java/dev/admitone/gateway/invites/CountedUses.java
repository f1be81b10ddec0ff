package dev.admitone.gateway.invites;

import dev.admitone.gateway.log.results.ResultListener;
import dev.admitone.schemas.avro.RedemptionDecided;

/** Takes the invites' uses from results, which come before snapshots do. */
final class CountedUses implements ResultListener {

  private final InviteTable table;

  CountedUses(InviteTable table) {
    this.table = table;
  }

  @Override
  public void onResult(RedemptionDecided result) {
    Long version = result.getInviteVersion();
    Long uses = result.getCurrentUses();
    if (version != null && uses != null) {
      table.count(result.getCode(), version, uses);
    }
  }

  /** Uses do not get too old. */
  @Override
  public void evict() {}
}
