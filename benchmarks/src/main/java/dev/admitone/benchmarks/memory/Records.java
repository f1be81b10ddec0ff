package dev.admitone.benchmarks.memory;

import dev.admitone.benchmarks.load.Ids;
import dev.admitone.benchmarks.testbed.TestBed;
import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.InviteSnapshot;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.Position;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codes.ResultRecords;
import dev.admitone.schemas.codes.SnapshotRecords;
import dev.admitone.schemas.topics.Topics;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Results and snapshots as a processor publishes them, without one. */
final class Records implements AutoCloseable {

  private static final int FINGERPRINT_BYTES = 16;
  private static final int WRITE_VERSION = 1;
  private static final long SEED = 77;

  private final ResultRecords results =
      new ResultRecords(Topics.RESULTS, RecordCodec.results(WRITE_VERSION));
  private final SnapshotRecords snapshots =
      new SnapshotRecords(
          Topics.INVITES, Topics.PARTITION_COUNT_DEFAULT, RecordCodec.snapshots(WRITE_VERSION));
  private final Ids ids = new Ids(Ids.Kind.MIXED, SEED, System.currentTimeMillis());
  private final KafkaProducer<byte[], byte[]> producer;

  Records(TestBed testBed) {
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, testBed.bootstrapServers(),
                ProducerConfig.LINGER_MS_CONFIG, "5",
                ProducerConfig.BATCH_SIZE_CONFIG, "131072"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** The code of a snapshot. */
  static String code(long number) {
    return "CODE%08d".formatted(number);
  }

  /** Appends redemptions that were just granted; each has a user and an id of its own. */
  void appendResults(int count) {
    for (int i = 0; i < count; i++) {
      int partition = i % Topics.PARTITION_COUNT_DEFAULT;
      Position position = new Position(partition, (long) i / Topics.PARTITION_COUNT_DEFAULT);
      UUID id = ids.next();
      byte[] fingerprint =
          ByteBuffer.allocate(FINGERPRINT_BYTES)
              .putLong(id.getLeastSignificantBits())
              .putLong(id.getMostSignificantBits())
              .array();
      append(
          results.of(
              new RedemptionDecided(
                  id,
                  new ContentFingerprint(fingerprint),
                  code(i % 10_000),
                  Ids.user(SEED, i),
                  Outcome.REDEEMED,
                  null,
                  null,
                  Instant.now().truncatedTo(ChronoUnit.MILLIS),
                  position,
                  position,
                  null,
                  null,
                  null)));
    }
    producer.flush();
  }

  /** Appends the snapshots of codes with these numbers. */
  void appendSnapshots(long from, long to) {
    for (long number = from; number < to; number++) {
      append(
          snapshots.of(
              new InviteSnapshot(
                  new UUID(SEED, number), code(number), 1L, 0L, null, null, null, 1L)));
    }
    producer.flush();
  }

  private void append(ProducerRecord<byte[], byte[]> record) {
    var _ = producer.send(record);
  }

  @Override
  public void close() {
    producer.close();
  }
}
