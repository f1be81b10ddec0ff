package dev.admitone.service.start;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** A number that is too large for a port: Java's sockets refuse it without naming a setting. */
final class PortFailureAnalyzer extends AbstractFailureAnalyzer<IllegalArgumentException> {

  private static final Pattern OUT_OF_RANGE = Pattern.compile("port out of range:(\\d+)");

  private final @Nullable Environment environment;

  PortFailureAnalyzer(@Nullable Environment environment) {
    this.environment = environment;
  }

  @Override
  protected @Nullable FailureAnalysis analyze(
      Throwable rootFailure, IllegalArgumentException cause) {
    Matcher matcher = OUT_OF_RANGE.matcher(String.valueOf(Causes.root(rootFailure).getMessage()));
    if (!matcher.matches()) {
      return null;
    }
    String port = matcher.group(1);
    return new FailureAnalysis(
        "%s is no port.".formatted(port),
        "Set %s to one from 1 to 65535, or to 0 for any free one."
            .formatted(ListenFailureAnalyzer.setting(port, environment)),
        cause);
  }
}
