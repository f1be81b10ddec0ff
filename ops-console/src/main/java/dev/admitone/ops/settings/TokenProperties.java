package dev.admitone.ops.settings;

import dev.admitone.service.tokens.TokenSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * Which tokens the console believes. There is no default for the key, the issuer and the audience:
 * a console that does not know them does not start.
 *
 * @param issuer what {@code iss} has to be, to the letter
 * @param audience what {@code aud} has to contain
 * @param jwkSetUri where the issuer publishes its keys; exactly one of the three is set
 * @param jwkSetSslBundle the name of the SSL bundle ({@code spring.ssl.bundle}) whose certificates
 *     are trusted when the keys are fetched; those of the JVM if none is named
 * @param jwkSetProxy the HTTP proxy that the keys are fetched through, such as {@code
 *     http://proxy.example.org:3128}; none by default
 * @param publicKey the one public key, RSA or P-256, as PEM text
 * @param publicKeyLocation a PEM file with that key
 * @param leeway how far the issuer's clock may be off
 * @param verificationCacheTtl how long a verified signature is remembered at most; a key that is
 *     withdrawn may be believed that much longer
 */
@ConfigurationProperties("admit-one.ops.tokens")
public record TokenProperties(
    @Nullable String issuer,
    @Nullable String audience,
    @Nullable String jwkSetUri,
    @Nullable String jwkSetSslBundle,
    @Nullable String jwkSetProxy,
    @Nullable Resource publicKeyLocation,
    @Nullable String publicKey,
    @DefaultValue("30s") Duration leeway,
    @DefaultValue("5m") Duration verificationCacheTtl) {

  private static final String PREFIX = "admit-one.ops.tokens.";

  /** Checks what has to be there. */
  public TokenProperties {
    var _ =
        new TokenSettings(
            PREFIX,
            issuer,
            audience,
            jwkSetUri,
            jwkSetSslBundle,
            jwkSetProxy,
            publicKeyLocation,
            publicKey,
            leeway,
            verificationCacheTtl);
  }

  /** What is common to all services. */
  public TokenSettings settings() {
    return new TokenSettings(
        PREFIX,
        issuer,
        audience,
        jwkSetUri,
        jwkSetSslBundle,
        jwkSetProxy,
        publicKeyLocation,
        publicKey,
        leeway,
        verificationCacheTtl);
  }
}
