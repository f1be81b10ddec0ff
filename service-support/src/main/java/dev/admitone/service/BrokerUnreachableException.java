package dev.admitone.service;

/** No broker answered at the start. */
public final class BrokerUnreachableException extends RuntimeException {

  BrokerUnreachableException(String bootstrapServers, Throwable cause) {
    super("No Kafka broker answers at %s.".formatted(bootstrapServers), cause);
  }
}
