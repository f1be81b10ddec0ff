package dev.admitone.service.tokens;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/**
 * Tells the operator which rule tokens are refused by: a counter for each rule, and a line a minute
 * at most for each, since a flood of made-up tokens must not fill the disk with a logger's lines.
 */
final class ReportedTokens implements JwtDecoder {

  private static final Logger LOG = LoggerFactory.getLogger(ReportedTokens.class);
  private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

  private final JwtDecoder tokens;
  private final Map<TokenRule, Told> told = new EnumMap<>(TokenRule.class);

  /** What is told of one rule. */
  private record Told(Counter counter, LinePause pause) {}

  ReportedTokens(JwtDecoder tokens, MeterRegistry registry) {
    this.tokens = tokens;
    for (TokenRule rule : TokenRule.values()) {
      Counter counter =
          Counter.builder("admitone.tokens.refused")
              .description("Tokens that are not believed, by the rule that they break")
              .tag("rule", rule.name())
              .register(registry);
      told.put(rule, new Told(counter, new LinePause(BETWEEN_LINES, System::nanoTime)));
    }
  }

  @Override
  public Jwt decode(String token) {
    try {
      return tokens.decode(token);
    } catch (JwtValidationException e) {
      e.getErrors().stream()
          .filter(TokenRefusal.class::isInstance)
          .map(TokenRefusal.class::cast)
          .forEach(this::report);
      throw e;
    } catch (RefusedTokenException e) {
      report(e.refusal());
      throw e;
    } catch (JwtException e) {
      LOG.debug("A token cannot be verified", e);
      throw e;
    }
  }

  private void report(TokenRefusal refusal) {
    TokenRule rule = refusal.rule();
    Told ofRule = requireNonNull(told.get(rule), "one for each rule");
    ofRule.counter().increment();
    ofRule
        .pause()
        .ifOver(
            unsaid ->
                LOG.warn(
                    "A token is refused by the rule {}: expected {}, found {}; {} more since the"
                        + " last such line",
                    rule,
                    refusal.expected(),
                    refusal.found(),
                    unsaid));
  }
}
