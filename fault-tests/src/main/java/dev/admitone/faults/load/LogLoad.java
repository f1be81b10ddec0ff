package dev.admitone.faults.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codes.InviteCodes;
import dev.admitone.schemas.codes.RequestRecords;
import dev.admitone.schemas.codes.Requests;
import dev.admitone.schemas.erasure.UserPseudonyms;
import dev.admitone.schemas.topics.Topics;
import java.time.Duration;
import java.util.Arrays;
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
 * releases, changed limits and what else operators ask for, in both versions of the schema. What
 * the broker does not take is not sent again: the log says what there is.
 */
public final class LogLoad implements AutoCloseable {

  private static final int USERS = 3_000;
  private static final int TOO_LARGE_BYTES = 70 * 1024;
  private static final int USER_ID_TOO_LONG = 5_000;
  private static final int HOSTILE_KINDS = 10;

  private final KafkaProducer<byte[], byte[]> producer;
  private final RequestRecords older;
  private final RequestRecords newer;
  private final OperatorCommands operator;
  private final UserPseudonyms pseudonyms;
  private final int partitions;
  private final Random random;
  private final AtomicLong appended = new AtomicLong();
  private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
  private UUID lastRedemption = new UUID(0, 0);
  private String lastCode = Codes.ALL.getFirst();
  private String lastUser = "";

  /**
   * Appends to one log.
   *
   * @param seed of what it appends
   * @param pseudonyms under which users are erased
   */
  public LogLoad(String brokers, int partitions, long seed, UserPseudonyms pseudonyms) {
    this.partitions = partitions;
    this.random = new Random(seed);
    this.operator = new OperatorCommands(random, pseudonyms);
    this.pseudonyms = pseudonyms;
    this.older = new RequestRecords(Topics.REQUESTS, partitions, RecordCodec.requests(1));
    this.newer = new RequestRecords(Topics.REQUESTS, partitions, RecordCodec.requests(2));
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
    for (int i = 0; i < Codes.OF_SQL.size(); i++) {
      var creation = Requests.creation(Codes.limitOfSql(i), null, null, "operator");
      append(Requests.createInvite(newId(), Codes.OF_SQL.get(i), creation));
    }
    var unlimited = Requests.creation(null, null, null, "operator");
    for (String code : Codes.OF_SIGNUPS) {
      append(Requests.createInvite(newId(), code, unlimited));
    }
    producer.flush();
  }

  /** Begins to append, one request after the other. */
  public void begin(Duration between) {
    var _ = pace.scheduleAtFixedRate(this::appendNext, 0, between.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** How many records it has appended, whether the broker took them or not. */
  public long appended() {
    return appended.get();
  }

  private synchronized void appendNext() {
    String code = operator.code();
    append(
        switch (random.nextInt(40)) {
          case 0, 1 -> Requests.releaseUse(newId(), lastCode, lastRedemption, "asked", "operator");
          case 2, 3 -> Requests.changeInvite(newId(), code, operator.limit());
          case 4 -> Requests.redeem(lastRedemption, lastCode, user());
          case 5 -> Requests.redeem(lastRedemption, lastCode, lastUser);
          case 6, 7, 8 -> operator.next(user());
          default -> redemption(code);
        });
  }

  private RedemptionRequest redemption(String code) {
    lastRedemption = newId();
    lastCode = code;
    lastUser = user();
    return Requests.redeem(lastRedemption, code, lastUser);
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
    int kind = number % HOSTILE_KINDS;
    byte[] value =
        switch (kind) {
          case 0 -> new byte[] {1, 2, 3};
          case 1 -> new byte[TOO_LARGE_BYTES];
          // The key is not the code inside.
          case 2 -> encoded(Requests.redeem(newId(), Codes.ALL.getFirst(), user()));
          case 3 -> null;
          case 4 -> new byte[0];
          case 5 -> cut(encoded(Requests.redeem(newId(), key, user())));
          case 6 -> encoded(Requests.redeem(newId(), key, "user\u0000" + user()));
          case 7 -> encoded(Requests.redeem(newId(), key, "u".repeat(USER_ID_TOO_LONG)));
          // Under another pseudonym than the user's own.
          case 8 ->
              encoded(
                  Requests.eraseUser(
                      newId(), key, user(), pseudonyms.primary("another"), "asked", "operator"));
          default -> encoded(Requests.redeem(newId(), key, user()));
        };
    // A possible request in itself, where no such code's records may lie.
    boolean isElsewhere = kind == HOSTILE_KINDS - 1;
    send(
        new ProducerRecord<>(
            Topics.REQUESTS,
            isElsewhere ? (partition + 1) % partitions : partition,
            key.getBytes(UTF_8),
            value));
  }

  private byte[] encoded(RedemptionRequest request) {
    return newer.codec().encode(request);
  }

  /** Claims more than there is. */
  private static byte[] cut(byte[] value) {
    return Arrays.copyOf(value, value.length / 2);
  }

  /** One request id for two codes at the same moment. */
  public synchronized void appendOneIdOnTwoCodes() {
    UUID id = newId();
    append(Requests.redeem(id, Codes.ALL.getFirst(), user()));
    append(Requests.redeem(id, Codes.ALL.getLast(), user()));
  }

  private void append(RedemptionRequest request) {
    boolean isNewerAlone = request.getRepairCount() != null || request.getEraseUser() != null;
    send((isNewerAlone || random.nextBoolean() ? newer : older).of(request));
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
