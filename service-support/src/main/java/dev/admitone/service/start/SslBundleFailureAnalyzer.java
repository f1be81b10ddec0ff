package dev.admitone.service.start;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.ssl.NoSuchSslBundleException;

/** A bundle of keys and certificates that is named, but not there. */
final class SslBundleFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchSslBundleException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, NoSuchSslBundleException cause) {
    return new FailureAnalysis(
        cause.getMessage() + ".",
        "It is named by spring.kafka.ssl.bundle or another setting that ends in ssl.bundle, and"
            + " must be described under spring.ssl.bundle.",
        cause);
  }
}
