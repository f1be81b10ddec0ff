package dev.admitone.service.tokens;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.ResourceRetriever;
import java.net.URL;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundles;

/** The keys that tokens are verified with: the one that is set, or those that the issuer has. */
final class IssuerKeys {

  private static final int TIMEOUT_MILLIS = 2_000;
  private static final int BYTES_MAX = 256 * 1024;
  private static final Duration OUTAGE = Duration.ofHours(1);

  /** The issuer is asked at most twice in it, also if forged tokens name unknown keys. */
  private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(10);

  private final JWKSource<SecurityContext> source;
  private final List<JWK> fixed;
  private final @Nullable PublishedKeys published;

  private IssuerKeys(
      JWKSource<SecurityContext> source, List<JWK> fixed, @Nullable PublishedKeys published) {
    this.source = source;
    this.fixed = fixed;
    this.published = published;
  }

  static IssuerKeys of(TokenSettings settings, SslBundles bundles, Clock clock) {
    URL address = settings.publishedKeys();
    if (address == null) {
      JWK key = settings.key();
      return new IssuerKeys(new ImmutableJWKSet<>(new JWKSet(key)), List.of(key), null);
    }
    PublishedKeys published =
        new PublishedKeys(settings.prefix(), address, retrievers(settings, bundles), OUTAGE, clock);
    return new IssuerKeys(
        JWKSourceBuilder.create(published)
            .retrying(true)
            .outageTolerant(OUTAGE.toMillis())
            .rateLimited(BETWEEN_FETCHES.toMillis())
            .build(),
        List.of(),
        published);
  }

  private static Supplier<ResourceRetriever> retrievers(
      TokenSettings settings, SslBundles bundles) {
    String bundle = settings.jwkSetSslBundle();
    if (bundle != null) {
      // Looked up now and not with the first fetch, so that a failed start names the missing
      // bundle.
      var _ = bundles.getBundle(bundle);
    }
    return () -> {
      SSLSocketFactory sockets =
          bundle == null ? null : bundles.getBundle(bundle).createSslContext().getSocketFactory();
      DefaultResourceRetriever retriever =
          new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, BYTES_MAX, false, sockets);
      retriever.setProxy(settings.proxy());
      return retriever;
    };
  }

  JWKSource<SecurityContext> source() {
    return source;
  }

  /** Whether they are fetched from the issuer. */
  boolean areFetched() {
    return published != null;
  }

  /** Fetches them where they are not fresh, and does not throw. */
  void keepFresh() {
    try {
      var _ = source.get(new JWKSelector(new JWKMatcher.Builder().build()), null);
    } catch (KeySourceException e) {
      // Logged already where it happened, and shown in readiness.
    }
  }

  /** Why there is no key at all; null: there is one. */
  @Nullable String missing() {
    return published == null ? null : published.missing();
  }

  /** Why the issuer's newest keys are not known; null: they are. */
  @Nullable String trouble() {
    return published == null ? null : published.trouble();
  }

  /** How long the keys could not be fetched; zero if they are fresh, or set and not fetched. */
  Duration outage() {
    return published == null ? Duration.ZERO : published.outage();
  }

  /** The keys that are known. */
  List<JWK> known() {
    return published == null ? fixed : published.keys();
  }
}
