package dev.admitone.benchmarks.load;

import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codes.RequestRecords;
import dev.admitone.schemas.codes.Requests;
import dev.admitone.schemas.topics.Topics;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Appends requests to the log as the gateway does, without HTTP before it. */
public final class RequestLog implements AutoCloseable {

  private static final String LINGER_MILLIS = "5";
  private static final String BATCH_BYTES = "131072";

  private final RequestRecords records =
      new RequestRecords(Topics.REQUESTS, Topics.PARTITION_COUNT_DEFAULT, RecordCodec.requests(1));
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
    var record = records.of(Requests.redeem(id, code, userId));
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
