package dev.admitone.service.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;

class CachingJwtDecoderTest {

  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final Duration HOLDS = Duration.ofMinutes(5);

  private final AtomicLong elapsedNanos = new AtomicLong();
  private final AtomicInteger verifications = new AtomicInteger();
  private final CachingJwtDecoder tokens =
      new CachingJwtDecoder(
          this::verify, new TokenRules(settings(), clock()), HOLDS, elapsedNanos::get);

  private Instant expiry = NOW.plusSeconds(60);

  @Test
  void aSignatureIsVerifiedOnce() {
    assertThat(tokens.decode("t").getSubject()).isEqualTo("ann");
    assertThat(tokens.decode("t").getSubject()).isEqualTo("ann");
    assertThat(tokens.decode("u").getSubject()).isEqualTo("ann");
    assertThat(verifications).hasValue(2);
  }

  @Test
  void aTokenEndsWhenItSaysThoughItIsRemembered() {
    tokens.decode("t");
    pass(Duration.ofSeconds(89));
    tokens.decode("t");
    pass(Duration.ofSeconds(2));
    assertThatThrownBy(() -> tokens.decode("t")).isInstanceOf(JwtValidationException.class);
    assertThat(verifications).hasValue(1);
  }

  @Test
  void aKeyThatWasWithdrawnIsMissedAfterAWhile() {
    expiry = NOW.plus(Duration.ofDays(1));
    tokens.decode("t");
    pass(HOLDS.plusSeconds(1));
    tokens.decode("t");
    assertThat(verifications).hasValue(2);
  }

  @Test
  void whatIsNotBelievedIsNotRemembered() {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> tokens.decode("forged")).isInstanceOf(JwtException.class);
    }
    assertThat(verifications).hasValue(2);
    expiry = NOW.minusSeconds(31);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> tokens.decode("old")).isInstanceOf(JwtException.class);
    }
    assertThat(verifications).hasValue(4);
  }

  private Jwt verify(String token) {
    verifications.incrementAndGet();
    if (token.equals("forged")) {
      throw new BadJwtException("No key has signed it");
    }
    return Jwt.withTokenValue(token)
        .header("alg", "ES256")
        .subject("ann")
        .issuer("https://issuer.example.org")
        .audience(List.of("admit-one"))
        .expiresAt(expiry)
        .build();
  }

  private void pass(Duration time) {
    elapsedNanos.addAndGet(time.toNanos());
  }

  private static TokenSettings settings() {
    return new TokenSettings(
        "admit-one.gateway.tokens.",
        "https://issuer.example.org",
        "admit-one",
        "https://issuer.example.org/keys",
        null,
        null,
        null,
        null,
        Duration.ofSeconds(30),
        HOLDS);
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return NOW.plusNanos(elapsedNanos.get());
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }
}
