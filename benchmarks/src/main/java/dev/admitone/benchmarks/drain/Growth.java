package dev.admitone.benchmarks.drain;

import dev.admitone.benchmarks.load.CodeChoice;
import dev.admitone.benchmarks.load.Ids;
import dev.admitone.benchmarks.testbed.Costs;
import dev.admitone.benchmarks.testbed.ServiceProcess;
import dev.admitone.benchmarks.testbed.Sql;
import dev.admitone.benchmarks.testbed.Tables;
import dev.admitone.benchmarks.testbed.TestBed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The cost of decisions when the ledger has millions of uses, all of them of the one hot code. */
public final class Growth {

  /** Populations, as they are called in the JSON. */
  public static final String TIME_ORDERED = "ids in order of time";

  public static final String KEY_DERIVED = "ids from keys";
  public static final String AFTER_CHECKPOINT = "ids from keys, right after a checkpoint";
  public static final String ALL_ORDERED = "ids in order of time, users in order too";

  private static final String PREFIX = "GROWTH-";
  private static final int CHUNK_ROWS = 250_000;

  /**
   * Uses and decisions as the product would have made them: half of the ids in the order of time,
   * half anywhere; users in no order. Rows in the order of an index, as a batch writes them.
   */
  private static final String FILL =
      """
      with made as materialized (
          select case when n % 2 = 0 then uuidv7() else gen_random_uuid() end as id,
                 'u-' || lpad(to_hex(hashint8extended(n, 7)), 16, '0') as used_by, n
          from generate_series(?::bigint, ?::bigint) as n),
      uses as (
          insert into invite_uses (id, invite_id, used_by, used_at, by_sql)
          select made.id, i.id, made.used_by, now(), null
          from made, invites i where i.code = ? order by made.used_by)
      insert into redemption_decisions
          (id, code, used_by, outcome, decided_at, position, fingerprint)
      select id, ?, used_by, 'REDEEMED', now(), n, uuid_send(gen_random_uuid())
      from made order by id
      """;

  private static final String COUNT =
      """
      update invites set current_uses = (select count(*) from invite_uses), version = version + 1
      where code = ?
      """;

  private final Sql sql;
  private final Tables tables;
  private final Drain drain;
  private final ScaleOut processes;
  private long filled;

  public Growth(TestBed testBed, Drain drain) {
    this.sql = testBed.sql();
    this.tables = new Tables(testBed);
    this.drain = drain;
    this.processes = new ScaleOut(testBed);
  }

  /**
   * One row of the report.
   *
   * @param usesBefore in the ledger, at least
   * @param population in words
   * @param phaseMicros a decision's share of its batch's time, microseconds
   */
  public record Point(
      long usesBefore,
      String population,
      double perSecond,
      long decisions,
      Costs costs,
      Map<String, Double> phaseMicros) {}

  /** The memory of a processor of its own after having decided with so many uses in the ledger. */
  public record MemoryPoint(long usesBefore, double heapUsedMebibytes, double residentMebibytes) {}

  /** Empties the ledger. */
  public void begin() {
    tables.empty();
    tables.createInvites(PREFIX, 1, null);
    filled = 0;
  }

  /** Adds uses until there are at least so many. */
  public void fillTo(long uses) {
    String code = PREFIX + "0";
    long missing = uses - tables.uses();
    while (missing > 0) {
      long rows = Math.min(missing, CHUNK_ROWS);
      sql.update(FILL, filled + 1, filled + rows, code, code);
      filled += rows;
      missing -= rows;
    }
    sql.update(COUNT, code);
    sql.execute("vacuum analyze invite_uses");
    sql.execute("vacuum analyze redemption_decisions");
  }

  /**
   * Measures with the ledger as it is, once for each population. Right after a checkpoint, each
   * page that changes is written whole to the write-ahead log: this is measured first, on its own.
   * The others follow once most pages have changed, as in nearly all of the time between
   * checkpoints.
   */
  public List<Point> measure(long usesBefore, int requests) {
    List<Point> points = new ArrayList<>();
    sql.execute("checkpoint");
    points.add(point(usesBefore, AFTER_CHECKPOINT, Ids.Kind.KEY_DERIVED, false, requests));
    var _ = drain.measureOn(PREFIX, Drain.Population.MIXED, 2 * requests);
    points.add(point(usesBefore, TIME_ORDERED, Ids.Kind.TIME_ORDERED, false, requests));
    points.add(point(usesBefore, KEY_DERIVED, Ids.Kind.KEY_DERIVED, false, requests));
    points.add(point(usesBefore, ALL_ORDERED, Ids.Kind.TIME_ORDERED, true, requests));
    tables.requireCounted();
    return points;
  }

  /** Lets a processor of its own decide, and measures its memory. */
  public MemoryPoint memory(long usesBefore, int requests) throws Exception {
    try (ScaleOut.Group one = processes.start(1)) {
      processes.measure(CodeChoice.hot(), PREFIX, requests);
      ServiceProcess.Memory memory = one.first().memory();
      return new MemoryPoint(usesBefore, memory.heapMebibytes(), memory.residentMebibytes());
    }
  }

  private Point point(
      long usesBefore, String name, Ids.Kind ids, boolean usersInOrder, int requests) {
    Drain.Result result =
        drain.measureOn(PREFIX, new Drain.Population(ids, usersInOrder), requests);
    Map<String, Double> phaseMicros = new LinkedHashMap<>();
    result
        .phaseSeconds()
        .forEach((phase, seconds) -> phaseMicros.put(phase, seconds * 1e6 / requests));
    return new Point(
        usesBefore, name, result.perSecond(), result.decisions(), result.costs(), phaseMicros);
  }
}
