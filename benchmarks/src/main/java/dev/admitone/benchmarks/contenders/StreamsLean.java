package dev.admitone.benchmarks.contenders;

import dev.admitone.benchmarks.peers.Peer;
import dev.admitone.benchmarks.peers.streams.StreamsPeer;
import dev.admitone.benchmarks.testbed.TestBed;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/** Kafka Streams as the decider, behind the lean route. */
final class StreamsLean extends LeanContender {

  /**
   * In a trial without HTTP, two rounds beside other work, 3,110 and 2,466 decisions a second;
   * 2,133 and 2,176 with Kafka's default of 100 ms.
   */
  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(20);

  private static final int THREADS = 1;

  /** In the same trial 2,044 and 2,079 with the product's 24, whose transactions are larger. */
  private static final int PARTITIONS = 4;

  @Override
  public String id() {
    return "kafka-streams";
  }

  @Override
  public String name() {
    return "Kafka Streams";
  }

  @Override
  public String description() {
    return "Requests and responses are topics; the state stores of a Kafka Streams application"
        + " decide, with exactly_once_v2.";
  }

  @Override
  public Set<Guarantee> keeps() {
    return EnumSet.of(
        Guarantee.NEVER_OVER,
        Guarantee.ONCE_PER_USER,
        Guarantee.ONE_DECISION,
        Guarantee.REPLAY,
        Guarantee.ANY_INSTANCE,
        Guarantee.DATABASE_OUTAGE,
        Guarantee.MORE_THAN_MEMORY);
  }

  @Override
  public String note() {
    return "Kafka keeps records by replicas and not by syncing: with the one broker here a decision"
        + " is in the system's memory when it is told.";
  }

  @Override
  public Set<Part> uses() {
    return EnumSet.of(Part.BROKER);
  }

  @Override
  public Plan plan() {
    return Plan.BRIEF;
  }

  @Override
  Peer open(TestBed testBed) throws Exception {
    // A name of its own for each start: so it begins without codes.
    String application = "streams-" + UUID.randomUUID();
    return StreamsPeer.start(
        testBed.bootstrapServers(),
        testBed.emptyDirectory("streams"),
        new StreamsPeer.Settings(application, COMMIT_INTERVAL, THREADS, PARTITIONS));
  }
}
