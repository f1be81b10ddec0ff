package dev.admitone.gateway.invites;

import dev.admitone.service.watch.WatchedConsumer;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/**
 * The clients of Kafka Streams. The consumer of global stores does not fetch from a missing topic.
 */
final class WatchedClients extends DefaultKafkaClientSupplier {

  private final Supplier<Set<String>> missing;

  WatchedClients(Supplier<Set<String>> missing) {
    this.missing = missing;
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> settings) {
    return new WatchedConsumer<>(
        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer(), missing);
  }
}
