package dev.admitone.service;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** No broker at the start: reported in one paragraph instead of a stack trace. */
final class BrokerUnreachableFailureAnalyzer
    extends AbstractFailureAnalyzer<BrokerUnreachableException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, BrokerUnreachableException cause) {
    return new FailureAnalysis(
        String.valueOf(cause.getMessage()),
        "Start the broker, or set spring.kafka.bootstrap-servers to where it is. How long a start"
            + " waits for it is admit-one.broker-wait.",
        cause);
  }
}
