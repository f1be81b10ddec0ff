package dev.admitone.processor.jdbc;

import dev.admitone.processor.jdbc.sql.Columns;
import dev.admitone.processor.jdbc.sql.Trip;
import dev.admitone.processor.redemption.CountRepair;
import java.util.Collection;
import java.util.Set;
import java.util.function.ObjLongConsumer;

/** Table {@code count_repairs}, and the counting that repairs need. */
final class CountRepairsTable {

  /**
   * Reads all uses of the invites: a repair is rare. After the lock, so that it sees each use that
   * the invite's row may count.
   */
  private static final String COUNT =
      """
      select i.code, (select count(*) from invite_uses u where u.invite_id = i.id) as uses
      from invites i
      where i.code = any (?)
      """;

  private static final String INSERT =
      """
      insert into count_repairs (id, invite_id, uses_before, uses, repaired_by, reason, repaired_at)
      select *
      from unnest(?::uuid[], ?::uuid[], ?::bigint[], ?::bigint[], ?::text[], ?::text[],
                  ?::timestamptz[])
      """;

  private CountRepairsTable() {}

  /** How many uses each invite has, by its code. */
  static void count(Trip trip, Set<String> codes, ObjLongConsumer<String> uses) {
    if (!codes.isEmpty()) {
      trip.query(
          COUNT,
          parameters -> new Columns<>(parameters, codes).texts(code -> code),
          row -> uses.accept(row.getString("code"), row.getLong("uses")));
    }
  }

  static void insert(Trip trip, Collection<CountRepair> repairs) {
    if (!repairs.isEmpty()) {
      trip.update(
          INSERT,
          parameters ->
              new Columns<>(parameters, repairs)
                  .uuids(CountRepair::id)
                  .uuids(CountRepair::inviteId)
                  .numbers(CountRepair::usesBefore)
                  .numbers(CountRepair::uses)
                  .texts(CountRepair::repairedBy)
                  .texts(CountRepair::reason)
                  .moments(CountRepair::repairedAt),
          _ -> {});
    }
  }
}
