package dev.admitone.ops.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codes.RequestRecords;
import dev.admitone.schemas.codes.ResultRecords;
import dev.admitone.schemas.topics.Topics;
import dev.admitone.testsupport.TopicReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Records of any kind for a test's topics. */
public final class LogRecords implements AutoCloseable {

  private static final RecordCodec<RedemptionRequest> REQUESTS = RecordCodec.requests(1);

  private static final RecordCodec<RedemptionDecided> RESULTS = RecordCodec.results(1);

  private final TestLog log;
  private final KafkaProducer<byte[], byte[]> producer;

  public LogRecords(TestLog log) {
    this.log = log;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", TestLog.bootstrapServers(), "max.request.size", "5242880"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Waits for the broker. */
  public RecordMetadata append(ProducerRecord<byte[], byte[]> record) {
    try {
      return producer.send(record).get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** As above, for many: they go out together, and all of them are there afterwards. */
  public void append(Stream<ProducerRecord<byte[], byte[]>> all) {
    List<Future<RecordMetadata>> sent = all.map(producer::send).toList();
    try {
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** A request, as a gateway appends it. */
  public RecordMetadata request(RedemptionRequest request) {
    return append(
        new RequestRecords(log.topics().requests(), log.partitions(), REQUESTS).of(request));
  }

  /** A result, as the processor publishes it. */
  public RecordMetadata result(RedemptionDecided result) {
    return append(new ResultRecords(log.topics().results(), RESULTS).of(result));
  }

  /** A dead letter, as the processor writes it. */
  public RecordMetadata deadLetter(
      String reason, int partition, byte @Nullable [] key, byte @Nullable [] value) {
    var record =
        new ProducerRecord<byte[], byte[]>(log.topics().deadLetters(), partition, key, value);
    header(record, Topics.DEAD_LETTER_REASON_HEADER, reason);
    header(record, Topics.DEAD_LETTER_DETAIL_HEADER, "a test's <b>detail</b>");
    header(record, Topics.DEAD_LETTER_POSITION_HEADER, partition + "-17");
    header(record, Topics.DEAD_LETTER_TIME_HEADER, Instant.EPOCH.toString());
    return append(record);
  }

  private static void header(ProducerRecord<?, ?> record, String name, String value) {
    record.headers().add(name, value.getBytes(UTF_8));
  }

  /** What lies in the requests topic now. */
  public List<ConsumerRecord<byte[], byte[]>> requests() {
    return TopicReader.records(TestLog.bootstrapServers(), log.topics().requests());
  }

  /** The request as its record's value has it. */
  public static byte[] bytes(RedemptionRequest request) {
    return REQUESTS.encode(request);
  }

  @Override
  public void close() {
    producer.close();
  }
}
