package dev.admitone.service;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Topics with which the promises cannot be kept: reported in one paragraph instead of a stack
 * trace.
 */
final class TopicMismatchFailureAnalyzer extends AbstractFailureAnalyzer<TopicMismatchException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, TopicMismatchException cause) {
    return new FailureAnalysis(String.valueOf(cause.getMessage()), null, cause);
  }
}
