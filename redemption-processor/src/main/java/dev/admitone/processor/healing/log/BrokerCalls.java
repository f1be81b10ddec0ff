package dev.admitone.processor.healing.log;

import dev.admitone.processor.healing.HealingImpossibleException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaFuture;

/** Waits for what the broker was asked. */
final class BrokerCalls {

  private BrokerCalls() {}

  /**
   * Its response.
   *
   * @throws HealingImpossibleException if it refuses or does not respond
   */
  static <T> T response(KafkaFuture<T> call) {
    try {
      return call.get();
    } catch (ExecutionException e) {
      throw failed(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  static HealingImpossibleException failed(ExecutionException e) {
    return new HealingImpossibleException(
        "The broker refuses or does not respond: %s. Run ./admit heal again once that is repaired."
            .formatted(String.valueOf(e.getCause())));
  }

  static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted", e);
  }
}
