package dev.admitone.service;

/** No broker answered at the start, or fewer than the topics are to have replicas. */
public final class BrokerUnreachableException extends RuntimeException {

  BrokerUnreachableException(String bootstrapServers, boolean tooFew, Throwable cause) {
    super(
        (tooFew
                ? "At %s there are fewer Kafka brokers than the topics are to have replicas."
                : "No Kafka broker answers at %s.")
            .formatted(bootstrapServers),
        cause);
  }
}
