package dev.admitone.ops.log;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * Makes the consumers with which the console reads the log: none has a group, commits anything or
 * begins where it was not told to.
 */
public final class LogConsumers {

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final LogProperties settings;

  LogConsumers(Supplier<Consumer<byte[], byte[]>> consumers, LogProperties settings) {
    this.consumers = consumers;
    this.settings = settings;
  }

  /** A new one, which its caller closes. */
  public Consumer<byte[], byte[]> open() {
    return consumers.get();
  }

  /** How long one question about the log is looked at. */
  public Duration searchTime() {
    return settings.searchTime();
  }
}
