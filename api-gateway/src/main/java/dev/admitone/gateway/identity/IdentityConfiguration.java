package dev.admitone.gateway.identity;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.URL;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Puts this room together. */
@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {

  /** Signatures with a key pair alone: what anybody can verify, nobody else can make. */
  private static final List<SignatureAlgorithm> ALGORITHMS =
      List.of(SignatureAlgorithm.RS256, SignatureAlgorithm.ES256);

  private static final int KEYS_TIMEOUT_MILLIS = 2_000;
  private static final int KEYS_BYTES_MAX = 256 * 1024;
  private static final Duration KEYS_OUTAGE = Duration.ofHours(1);

  @Bean
  JwtDecoder tokens(TokenProperties settings, Clock clock) {
    return new VerifiedTokens(
        signatures(keys(settings)),
        rules(settings, clock),
        settings.verificationHolds(),
        Ticker.systemTicker());
  }

  static JwtDecoder signatures(JWKSource<SecurityContext> keys) {
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withJwkSource(keys)
            .jwsAlgorithms(
                algorithms -> {
                  algorithms.clear();
                  algorithms.addAll(ALGORITHMS);
                })
            .jwtProcessorCustomizer(
                processor ->
                    processor.setJWSTypeVerifier(
                        new DefaultJOSEObjectTypeVerifier<>(
                            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null)))
            .build();
    // Asked separately, each time: see VerifiedTokens.
    decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(List.of()));
    return decoder;
  }

  static OAuth2TokenValidator<Jwt> rules(TokenProperties settings, Clock clock) {
    JwtTimestampValidator times = new JwtTimestampValidator(settings.leeway());
    times.setAllowEmptyExpiryClaim(false);
    times.setClock(clock);
    return new DelegatingOAuth2TokenValidator<>(
        List.of(
            times,
            new JwtIssuerValidator(requireNonNull(settings.issuer(), "validated at the start")),
            new JwtAudienceValidator(requireNonNull(settings.audience(), "validated at the start")),
            new SubjectValidator()));
  }

  private static JWKSource<SecurityContext> keys(TokenProperties settings) {
    URL published = settings.publishedKeys();
    if (published == null) {
      return new ImmutableJWKSet<>(new JWKSet(PublicKeys.parse(settings.pem())));
    }
    return JWKSourceBuilder.create(
            published,
            new DefaultResourceRetriever(KEYS_TIMEOUT_MILLIS, KEYS_TIMEOUT_MILLIS, KEYS_BYTES_MAX))
        .retrying(true)
        .outageTolerant(KEYS_OUTAGE.toMillis())
        .build();
  }
}
