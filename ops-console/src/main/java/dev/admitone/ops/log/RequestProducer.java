package dev.admitone.ops.log;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** The one producer, made with the first request: most consoles only look. */
final class RequestProducer implements Supplier<Producer<byte[], byte[]>>, AutoCloseable {

  private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(5);

  private final Supplier<Producer<byte[], byte[]>> made;
  private @Nullable Producer<byte[], byte[]> producer;

  RequestProducer(Supplier<Producer<byte[], byte[]>> made) {
    this.made = made;
  }

  @Override
  public synchronized Producer<byte[], byte[]> get() {
    Producer<byte[], byte[]> known = producer;
    if (known == null) {
      known = made.get();
      producer = known;
    }
    return known;
  }

  @Override
  public synchronized void close() {
    if (producer != null) {
      producer.close(CLOSE_WAIT_MAX);
    }
  }
}
