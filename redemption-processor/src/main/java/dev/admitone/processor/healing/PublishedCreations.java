package dev.admitone.processor.healing;

import dev.admitone.processor.redemption.Command;
import dev.admitone.processor.redemption.Delivery;
import dev.admitone.processor.redemption.Request;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Creations whose invite the invites topic has: an invite's id is that of the request that created
 * it. So they were carried out, also where the results topic has no result of them.
 */
final class PublishedCreations {

  private final HealingLog log;
  private final HealingLedger ledger;

  PublishedCreations(HealingLog log, HealingLedger ledger) {
    this.log = log;
    this.ledger = ledger;
  }

  /** The ids of those among the requests. */
  Set<UUID> among(Collection<? extends Delivery> deliveries) {
    Map<UUID, String> creations = new HashMap<>();
    for (Delivery delivery : deliveries) {
      if (delivery instanceof Request request
          && request.command() instanceof Command.CreateInvite) {
        creations.put(request.id(), request.code());
      }
    }
    Set<UUID> published = new HashSet<>();
    ledger.snapshots(Set.copyOf(creations.values())).values().stream()
        .map(Snapshot::inviteId)
        .filter(creations::containsKey)
        .forEach(published::add);
    return published;
  }

  /** The diagnosis with the mark behind the last one that the log has. */
  Diagnosis withThem(Diagnosis diagnosis, Place place, HealingLog.Partition partition) {
    return switch (diagnosis) {
      case Diagnosis.OtherLog other -> other;
      case Diagnosis.Same same -> {
        long mark = markBehind(partition, place.next());
        yield mark > place.next() ? new Diagnosis.Behind(0, place.next(), mark) : same;
      }
      case Diagnosis.Behind behind ->
          new Diagnosis.Behind(behind.gone(), behind.from(), markBehind(partition, behind.mark()));
    };
  }

  private long markBehind(HealingLog.Partition partition, long mark) {
    long[] behind = {mark};
    log.requests(
        partition.number(),
        mark,
        partition.end(),
        batch -> {
          Set<UUID> published = among(batch.deliveries());
          for (Delivery delivery : batch.deliveries()) {
            if (delivery instanceof Request request && published.contains(request.id())) {
              behind[0] = request.position().offset() + 1;
            }
          }
        });
    return behind[0];
  }
}
