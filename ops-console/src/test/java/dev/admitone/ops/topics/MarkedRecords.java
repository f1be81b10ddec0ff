package dev.admitone.ops.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.ops.support.TestLog;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Records with a gap behind them: a marker of a transaction takes an offset. */
final class MarkedRecords {

  private MarkedRecords() {}

  /** Appends a record to the last partition of the results topic; the marker follows it. */
  static RecordMetadata append(TestLog log, String key) {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of(
                "bootstrap.servers",
                TestLog.bootstrapServers(),
                "transactional.id",
                UUID.randomUUID().toString()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      Future<RecordMetadata> sent =
          producer.send(
              new ProducerRecord<>(
                  log.topics().results(),
                  log.partitions() - 1,
                  key.getBytes(UTF_8),
                  new byte[] {1}));
      producer.commitTransaction();
      return sent.get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
