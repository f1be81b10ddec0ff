package dev.admitone.processor.database;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * A database that cannot be used at the start: reported in one paragraph instead of a stack trace.
 */
final class DatabaseUnusableFailureAnalyzer
    extends AbstractFailureAnalyzer<DatabaseUnusableException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, DatabaseUnusableException cause) {
    return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.whatToDo(), cause);
  }
}
