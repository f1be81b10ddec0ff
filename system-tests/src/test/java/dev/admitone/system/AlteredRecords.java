package dev.admitone.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.schemas.topics.Topics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Alters requests on their way into the log, as a writer with a bug would. Kafka makes it, in each
 * producer of the stack.
 */
public final class AlteredRecords implements ProducerInterceptor<byte[], byte[]> {

  private static final Map<String, UnaryOperator<byte[]>> BY_KEY = new ConcurrentHashMap<>();

  /** Alters each record of the code from now on. */
  public static void alter(String code, UnaryOperator<byte[]> alteration) {
    BY_KEY.put(code, alteration);
  }

  public static void leaveAlone(String code) {
    BY_KEY.remove(code);
  }

  @Override
  public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
    if (!record.topic().equals(Topics.REQUESTS)) {
      return record;
    }
    UnaryOperator<byte[]> alteration = BY_KEY.get(new String(record.key(), UTF_8));
    return alteration == null
        ? record
        : new ProducerRecord<>(
            record.topic(),
            record.partition(),
            record.timestamp(),
            record.key(),
            alteration.apply(record.value()),
            record.headers());
  }

  @Override
  public void configure(Map<String, ?> settings) {}

  @Override
  public void close() {}
}
