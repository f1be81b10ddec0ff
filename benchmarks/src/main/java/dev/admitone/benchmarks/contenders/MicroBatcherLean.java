package dev.admitone.benchmarks.contenders;

import dev.admitone.benchmarks.peers.MicroBatcher;
import dev.admitone.benchmarks.peers.Peer;
import dev.admitone.benchmarks.peers.PeerTables;
import dev.admitone.benchmarks.testbed.TestBed;
import java.util.EnumSet;
import java.util.Set;

/** The product without its log: batches from a queue in memory. */
final class MicroBatcherLean extends LeanContender {

  @Override
  public String id() {
    return "micro-batcher";
  }

  @Override
  public String name() {
    return "Batches from memory";
  }

  @Override
  public String description() {
    return "Calls wait in memory; one thread decides all that wait in one PostgreSQL transaction,"
        + " with the same rows as the product, and responds after the commit.";
  }

  @Override
  public Set<Guarantee> keeps() {
    return EnumSet.of(
        Guarantee.NEVER_OVER,
        Guarantee.ONCE_PER_USER,
        Guarantee.ONE_DECISION,
        Guarantee.ON_DISK,
        Guarantee.SQL_LEDGER,
        Guarantee.ANY_INSTANCE,
        Guarantee.MORE_THAN_MEMORY);
  }

  @Override
  public String note() {
    return "Calls that wait when the process ends are lost: clients have to send them again.";
  }

  @Override
  public Set<Part> uses() {
    return EnumSet.of(Part.DATABASE);
  }

  @Override
  public Plan plan() {
    return Plan.WHOLE;
  }

  @Override
  Peer open(TestBed testBed) {
    PeerTables tables = new PeerTables(testBed);
    tables.clear();
    return new MicroBatcher(testBed, tables);
  }
}
