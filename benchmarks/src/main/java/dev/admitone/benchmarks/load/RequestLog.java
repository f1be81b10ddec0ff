package dev.admitone.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.schemas.avro.Redeem;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codes.ContentFingerprints;
import dev.admitone.schemas.codes.InviteCodes;
import dev.admitone.schemas.topics.Topics;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Puts requests into the log as the gateway does, without HTTP before it. */
public final class RequestLog implements AutoCloseable {

  private static final String LINGER_MILLIS = "5";
  private static final String BATCH_BYTES = "131072";

  private final RecordCodec<RedemptionRequest> codec = RecordCodec.requests(1);
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  public RequestLog(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS,
                ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Appends one request to redeem; see {@link #flush}. */
  public void redeem(UUID id, String code, String userId) {
    Redeem redeem = new Redeem(userId, null);
    RedemptionRequest request =
        RedemptionRequest.newBuilder()
            .setRequestId(id)
            .setContentFingerprint(ContentFingerprints.of(code, redeem))
            .setCode(code)
            .setRedeem(redeem)
            .build();
    int partition = InviteCodes.partition(code, Topics.DEFAULT_PARTITION_COUNT);
    var record =
        new ProducerRecord<>(
            Topics.REQUESTS, partition, code.getBytes(UTF_8), codec.encode(request));
    var _ =
        producer.send(
            record,
            (_, e) -> {
              if (e != null) {
                failure.set(e);
              }
            });
  }

  /**
   * Returns when all are in the log.
   *
   * @throws IllegalStateException if one is not
   */
  public void flush() {
    producer.flush();
    Exception cause = failure.get();
    if (cause != null) {
      throw new IllegalStateException("a request did not get into the log", cause);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
