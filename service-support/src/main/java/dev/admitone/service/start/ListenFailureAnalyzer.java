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
    String setting =
        port.flatMap(
                number -> PORTS.stream().filter(name -> number.equals(valueOf(name))).findFirst())
            .orElse("server.port or management.server.port");
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

  private @Nullable String valueOf(String name) {
    return environment == null ? null : environment.getProperty(name);
  }
}
