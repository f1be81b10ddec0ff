package dev.admitone.service.start;

import java.net.BindException;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** An address or a port that the service cannot listen on, with the setting that moves it. */
final class ListenFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

  private static final List<String> PORTS = List.of("server.port", "management.server.port");
  private static final Pattern PORT = Pattern.compile("[Pp]ort (\\d+)|:(\\d+)");

  private final @Nullable Environment environment;

  ListenFailureAnalyzer(@Nullable Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
    Optional<String> port =
        Causes.of(rootFailure).stream()
            .map(failure -> PORT.matcher(String.valueOf(failure.getMessage())))
            .flatMap(matcher -> matcher.results().findFirst().stream())
            .map(ListenFailureAnalyzer::number)
            .findFirst();
    String setting = setting(port.orElse(""), environment);
    return new FailureAnalysis(
        "The service cannot listen%s: %s"
            .formatted(port.map(number -> " on port " + number).orElse(""), cause.getMessage()),
        "The port is %s, the address server.address or management.server.address."
            .formatted(setting),
        cause);
  }

  private static String number(MatchResult port) {
    return port.group(1) == null ? port.group(2) : port.group(1);
  }

  /** The setting that names the port; both where it is not known which. */
  static String setting(String port, @Nullable Environment environment) {
    return PORTS.stream()
        .filter(name -> environment != null && port.equals(environment.getProperty(name)))
        .findFirst()
        .orElse("server.port or management.server.port");
  }
}
