package dev.admitone.service.start;

import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * A failure that Kafka's client reports, or the broker through it: in its own words, with what to
 * set.
 */
final class KafkaFailureAnalyzer extends AbstractFailureAnalyzer<KafkaException> {

  private static final Pattern SETTING =
      Pattern.compile(
          "(?:for configuration|configuration|for) ([a-z]+(?:\\.[a-z]+)+)"
              + "|\\b((?:ssl|sasl|security|bootstrap)\\.[a-z.]*[a-z])\\b");

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, KafkaException cause) {
    String what = "Kafka's client cannot be used: ";
    if (Causes.find(cause, AuthenticationException.class).isPresent()) {
      what = "The Kafka broker refuses the login: ";
    } else if (Causes.find(cause, AuthorizationException.class).isPresent()) {
      what = "The Kafka broker refuses what the start needs: ";
    }
    return new FailureAnalysis(what + words(cause), whatToSet(cause), cause);
  }

  private static String words(KafkaException failure) {
    return Causes.find(failure, FileSystemException.class)
        .filter(e -> e.getFile() != null)
        .map(e -> FileTrouble.of(Path.of(e.getFile()), e) + ".")
        .orElseGet(() -> Causes.ownWords(failure));
  }

  private static String whatToSet(KafkaException failure) {
    if (Causes.find(failure, SslAuthenticationException.class).isPresent()) {
      return "See spring.kafka.ssl.* (or spring.kafka.ssl.bundle) and"
          + " spring.kafka.security.protocol.";
    }
    if (Causes.find(failure, AuthenticationException.class).isPresent()) {
      return "See spring.kafka.properties[sasl.jaas.config], [sasl.mechanism] and"
          + " spring.kafka.security.protocol.";
    }
    if (Causes.find(failure, AuthorizationException.class).isPresent()) {
      return "docs/how-to/limit-rights.md has the rights that each service needs.";
    }
    String words = Causes.ownWords(failure);
    String lower = words.toLowerCase(Locale.ROOT);
    if (lower.contains("jaas") || lower.contains("login module")) {
      return "See spring.kafka.properties[sasl.jaas.config].";
    }
    Matcher named = SETTING.matcher(words);
    if (named.find()) {
      String name = named.group(1) == null ? named.group(2) : named.group(1);
      return name.equals("bootstrap.servers")
          ? "Set spring.kafka.bootstrap-servers to the brokers' host:port."
          : "It is set as spring.kafka.properties[%s], or by what Spring Boot makes of spring.kafka.*."
              .formatted(name);
    }
    return lower.contains("keystore") || lower.contains("truststore") || lower.contains("ssl")
        ? "See spring.kafka.ssl.*."
        : "See spring.kafka.*.";
  }
}
