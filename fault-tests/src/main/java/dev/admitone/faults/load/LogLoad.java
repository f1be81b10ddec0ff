package dev.admitone.faults.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.schemas.avro.ChangeInvite;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codes.InviteCodes;
import dev.admitone.schemas.codes.RequestRecords;
import dev.admitone.schemas.codes.Requests;
import dev.admitone.schemas.topics.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Appends requests to the log as gateways do, without one: redemptions, some of them again,
 * releases and changed limits. What the broker does not take is not sent again: the log says what
 * there is.
 */
public final class LogLoad implements AutoCloseable {

  private static final int USERS = 3_000;
  private static final int TOO_LARGE_BYTES = 70 * 1024;
  private static final int HOSTILE_KINDS = 4;

  private final KafkaProducer<byte[], byte[]> producer;
  private final RequestRecords records;
  private final int partitions;
  private final Random random;
  private final AtomicLong appended = new AtomicLong();
  private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
  private UUID lastRedemption = new UUID(0, 0);
  private String lastCode = Codes.ALL.getFirst();

  /** Takes the broker's address, and the seed of what it appends. */
  public LogLoad(String brokers, int partitions, long seed) {
    this.partitions = partitions;
    this.random = new Random(seed);
    this.records = new RequestRecords(Topics.REQUESTS, partitions, RecordCodec.requests(1));
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", brokers,
                "max.block.ms", "2000",
                "request.timeout.ms", "5000",
                "delivery.timeout.ms", "10000"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Creates the codes. */
  public void createCodes() {
    for (int i = 0; i < Codes.ALL.size(); i++) {
      var creation = Requests.creation(Codes.limit(i), null, null, "operator");
      append(Requests.createInvite(newId(), Codes.ALL.get(i), creation));
    }
    producer.flush();
  }

  /** Begins to append, one request after the other. */
  public void begin(Duration between) {
    var _ =
        pace.scheduleAtFixedRate(this::appendNext, 0, between.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** How many records it has appended, whether the broker took them or not. */
  public long appended() {
    return appended.get();
  }

  private synchronized void appendNext() {
    String code = Codes.ALL.get(random.nextInt(Codes.ALL.size()));
    append(
        switch (random.nextInt(20)) {
          case 0 -> Requests.releaseUse(newId(), lastCode, lastRedemption, "asked", "operator");
          case 1 -> Requests.changeInvite(newId(), code, newLimit());
          case 2 -> Requests.redeem(lastRedemption, lastCode, user());
          default -> redemption(code);
        });
  }

  private RedemptionRequest redemption(String code) {
    lastRedemption = newId();
    lastCode = code;
    return Requests.redeem(lastRedemption, code, user());
  }

  private ChangeInvite newLimit() {
    return ChangeInvite.newBuilder()
        .setChangesMaxUses(true)
        .setMaxUses(Codes.limit(random.nextInt(Codes.ALL.size())))
        .setChangedBy("operator")
        .build();
  }

  private String user() {
    return "user-" + random.nextInt(USERS);
  }

  private UUID newId() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  /** A record that is no possible request; the number chooses why. */
  public synchronized void appendHostile(int number) {
    String key = Codes.HOSTILE + number;
    int partition = InviteCodes.partition(key, partitions);
    byte[] value =
        switch (number % HOSTILE_KINDS) {
          case 0 -> new byte[] {1, 2, 3};
          case 1 -> new byte[TOO_LARGE_BYTES];
          // The key is not the code inside.
          case 2 -> records.codec().encode(Requests.redeem(newId(), Codes.ALL.getFirst(), user()));
          default -> records.codec().encode(Requests.redeem(newId(), key, user()));
        };
    // A possible request in itself, where no such code's records may lie.
    boolean isElsewhere = number % HOSTILE_KINDS == HOSTILE_KINDS - 1;
    send(
        new ProducerRecord<>(
            Topics.REQUESTS,
            isElsewhere ? (partition + 1) % partitions : partition,
            key.getBytes(UTF_8),
            value));
  }

  /** One request id for two codes at the same moment. */
  public synchronized void appendOneIdOnTwoCodes() {
    UUID id = newId();
    append(Requests.redeem(id, Codes.ALL.getFirst(), user()));
    append(Requests.redeem(id, Codes.ALL.getLast(), user()));
  }

  private void append(RedemptionRequest request) {
    send(records.of(request));
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    appended.incrementAndGet();
    try {
      var _ = producer.send(record);
    } catch (RuntimeException e) {
      // The broker is not there: the log says what it has taken.
    }
  }

  /** No further records. */
  public void end() throws InterruptedException {
    pace.shutdown();
    if (!pace.awaitTermination(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("The load does not end");
    }
    producer.flush();
  }

  @Override
  public void close() {
    pace.shutdownNow();
    producer.close(Duration.ZERO);
  }
}
