package dev.admitone.ops.statistics.stream;

import static dev.admitone.ops.ledger.Columns.instant;
import static dev.admitone.ops.ledger.Columns.uuid;
import static java.util.Objects.requireNonNull;

import dev.admitone.ops.ledger.Ledger;
import dev.admitone.ops.statistics.counts.GivenBack;
import dev.admitone.ops.statistics.counts.Releases;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Looks up which uses were given back. The ledger had the release before its result was published,
 * and never forgets it.
 */
final class ReleasesTable implements Releases {

  private static final String GIVEN_BACK =
      """
      select r.id, r.used_by, r.used_at
      from invite_releases r join redemption_decisions d on d.id = r.use_id
      where r.id = any(:ids::uuid[]) and d.outcome = 'REDEEMED'
      """;

  private final Ledger ledger;

  ReleasesTable(Ledger ledger) {
    this.ledger = ledger;
  }

  private record Row(UUID id, GivenBack use) {}

  @Override
  public Map<UUID, GivenBack> of(Collection<UUID> releases) {
    String[] ids = releases.stream().map(UUID::toString).toArray(String[]::new);
    Map<UUID, GivenBack> uses = new HashMap<>();
    ledger
        .ask(
            jdbc ->
                jdbc.sql(GIVEN_BACK)
                    .param("ids", ids)
                    .query(
                        (row, _) ->
                            new Row(
                                uuid(row, "id"),
                                new GivenBack(
                                    requireNonNull(row.getString("used_by")),
                                    instant(row, "used_at"))))
                    .list())
        .forEach(row -> uses.put(row.id(), row.use()));
    return uses;
  }
}
