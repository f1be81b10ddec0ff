package dev.admitone.benchmarks.contenders;

import dev.admitone.benchmarks.peers.JdbcPeer;
import dev.admitone.benchmarks.peers.NewCode;
import dev.admitone.benchmarks.peers.Peer;
import dev.admitone.benchmarks.peers.PeerTables;
import dev.admitone.benchmarks.peers.PooledPeer;
import dev.admitone.benchmarks.testbed.TestBed;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** One transaction for each call, behind the lean route: as many threads as connections. */
final class PooledLean extends LeanContender {

  /** The hot code's: 4,000 a second for six minutes. */
  private static final long SLOTS_HOT = 1_500_000;

  /** Of the first code by Zipf's distribution; the code of rank r gets a share of 1 / r. */
  private static final long SLOTS_BY_RANK = 150_000;

  private static final long SLOTS_MIN = 100;

  private final Kind kind;

  /** What is done in the transaction. */
  enum Kind {
    FUNCTION(
        "function-lean",
        "Row lock, lean route",
        JdbcPeer.Way.BLOCKING,
        Plan.WHOLE,
        "The same PostgreSQL function as behind Spring MVC, called by worker threads behind the"
            + " product's own route.",
        "A user that sends a request again is refused instead of told what was decided."),
    SLOTS(
        "slots",
        "A row per use, SKIP LOCKED",
        JdbcPeer.Way.SLOTS,
        Plan.BRIEF,
        "PostgreSQL has a row for each use that is left; a call takes one that no other call has"
            + " locked, and inserts the use.",
        "Each code needs a limit, and a row for each use from the start. A granted request that"
            + " is sent again is told so; a refused one is decided again."),
    CONDITIONAL_UPDATE(
        "conditional-update",
        "Conditional UPDATE",
        JdbcPeer.Way.CONDITIONAL_UPDATE,
        Plan.BRIEF,
        "One PostgreSQL statement counts where the limit allows it and inserts the use, which a"
            + " unique index permits once for each user.",
        "A granted request that is sent again is told so; a refused one is decided again.");

    private final String id;
    private final String title;
    private final JdbcPeer.Way way;
    private final Plan plan;
    private final String description;
    private final String note;

    Kind(String id, String title, JdbcPeer.Way way, Plan plan, String description, String note) {
      this.id = id;
      this.title = title;
      this.way = way;
      this.plan = plan;
      this.description = description;
      this.note = note;
    }
  }

  PooledLean(Kind kind) {
    this.kind = kind;
  }

  @Override
  public String id() {
    return kind.id;
  }

  @Override
  public String name() {
    return kind.title;
  }

  @Override
  public String description() {
    return kind.description;
  }

  @Override
  public String note() {
    return kind.note;
  }

  @Override
  public Set<Guarantee> keeps() {
    return EnumSet.of(
        Guarantee.NEVER_OVER,
        Guarantee.ONCE_PER_USER,
        Guarantee.ON_DISK,
        Guarantee.ANY_INSTANCE,
        Guarantee.MORE_THAN_MEMORY);
  }

  @Override
  public Set<Part> uses() {
    return EnumSet.of(Part.DATABASE);
  }

  @Override
  public Plan plan() {
    return kind.plan;
  }

  @Override
  public List<Integer> poolSizes() {
    return List.of(2, 4, 8, 16);
  }

  @Override
  List<NewCode> codes() {
    return kind == Kind.SLOTS
        ? IntStream.range(0, CODE_COUNT)
            .mapToObj(i -> new NewCode(CODE_PREFIX + i, slots(i)))
            .toList()
        : super.codes();
  }

  private static long slots(int code) {
    return code == 0 ? SLOTS_HOT : SLOTS_MIN + SLOTS_BY_RANK / (code + 1);
  }

  @Override
  Peer open(TestBed testBed) {
    PeerTables tables = new PeerTables(testBed);
    tables.clear();
    return new PooledPeer(testBed, tables, kind.way, poolSizes().getFirst());
  }

  @Override
  void resize(Peer peer, int size) {
    ((PooledPeer) peer).resize(size);
  }
}
