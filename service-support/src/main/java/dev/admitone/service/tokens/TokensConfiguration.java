package dev.admitone.service.tokens;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** The decoder of tokens, for a service that has the {@link TokenSettings} as a bean. */
@Configuration(proxyBeanMethods = false)
public class TokensConfiguration {

  @Bean
  IssuerKeys issuerKeys(TokenSettings settings, SslBundles bundles, Clock clock) {
    return IssuerKeys.of(settings, bundles, clock);
  }

  @Bean
  JwtDecoder tokens(TokenSettings settings, IssuerKeys keys, Clock clock, MeterRegistry registry) {
    return new ReportedTokens(
        new CachingJwtDecoder(
            new SignatureCheck(keys),
            new TokenRules(settings, clock),
            settings.verificationCacheTtl(),
            Ticker.systemTicker()),
        registry);
  }

  @Bean
  KeysKeeper keysKeeper(IssuerKeys keys) {
    return new KeysKeeper(keys);
  }

  @Bean
  MeterBinder keysMeter(IssuerKeys keys) {
    return registry ->
        TimeGauge.builder(
                "admitone.keys.outage", () -> keys.outage().toMillis(), TimeUnit.MILLISECONDS)
            .description("How long the issuer's keys could not be fetched")
            .register(registry);
  }

  @Bean
  KeysHealth keysHealthIndicator(IssuerKeys keys) {
    return new KeysHealth(keys);
  }
}
