package dev.admitone.service.tokens;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URL;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the keys that an issuer publishes, and remembers the outcome. A logger's line tells the
 * operator why they cannot be fetched, at most once a minute. A set without a key that could verify
 * a token counts as none.
 */
final class PublishedKeys implements JWKSetSource<SecurityContext> {

  private static final Logger LOG = LoggerFactory.getLogger(PublishedKeys.class);
  private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

  private final String prefix;
  private final URL address;
  private final Supplier<ResourceRetriever> retrievers;
  private final Duration outage;
  private final Clock clock;
  private final LinePause pause = new LinePause(BETWEEN_LINES, System::nanoTime);

  private volatile State state;

  /**
   * The outcome of the last fetch.
   *
   * @param keys the newest that were fetched
   * @param fetchedAt when that was; null: never
   * @param trouble why the last fetch brought none; null: it did
   * @param troubleSince when the first of the failed fetches was; null: the last one succeeded
   */
  private record State(
      List<JWK> keys,
      @Nullable Instant fetchedAt,
      @Nullable String trouble,
      @Nullable Instant troubleSince) {}

  /**
   * Fetches nothing yet.
   *
   * @param prefix of the settings that lead to them, for messages
   * @param retrievers asked for each fetch, so that renewed certificates count
   * @param outage how long keys are believed that cannot be fetched again
   */
  PublishedKeys(
      String prefix,
      URL address,
      Supplier<ResourceRetriever> retrievers,
      Duration outage,
      Clock clock) {
    this.prefix = prefix;
    this.address = address;
    this.retrievers = retrievers;
    this.outage = outage;
    this.clock = clock;
    this.state = new State(List.of(), null, "they were not fetched yet", clock.instant());
  }

  @Override
  public JWKSet getJWKSet(
      JWKSetCacheRefreshEvaluator refresh, long nowMillis, SecurityContext context)
      throws KeySourceException {
    try {
      JWKSet found =
          new URLBasedJWKSetSource<SecurityContext>(address, retrievers.get())
              .getJWKSet(refresh, nowMillis, context);
      List<JWK> usable =
          found.getKeys().stream()
              .filter(key -> key instanceof RSAKey || key instanceof ECKey)
              .toList();
      if (usable.isEmpty()) {
        throw new JWKSetUnavailableException("the set has no RSA key and no EC key");
      }
      succeeded(usable);
      return found;
    } catch (KeySourceException e) {
      failed(reason(e));
      throw e;
    } catch (RuntimeException e) {
      // Such as a bundle of certificates that cannot be read any longer.
      failed(e.toString());
      throw new JWKSetUnavailableException(e.toString(), e);
    }
  }

  private void succeeded(List<JWK> keys) {
    State before = state;
    state = new State(keys, clock.instant(), null, null);
    if (before.trouble() != null) {
      pause.end();
      LOG.info("Got {} keys of the issuer from {}", keys.size(), address);
    }
  }

  private void failed(String reason) {
    State before = state;
    Instant since = before.troubleSince() == null ? clock.instant() : before.troubleSince();
    state = new State(before.keys(), before.fetchedAt(), reason, since);
    pause.ifOver(
        _ ->
            LOG.warn(
                "The issuer's keys cannot be fetched from {}: {}. Calls with tokens that need them"
                    + " are refused with 503",
                address,
                reason));
  }

  private String reason(KeySourceException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return cause + "; %sjwk-set-ssl-bundle names the certificates to trust".formatted(prefix);
      }
      if (cause instanceof IOException) {
        return cause.toString();
      }
    }
    return String.valueOf(failure.getMessage());
  }

  /** Why there are no keys that can be used; null: there are some. */
  @Nullable String missing() {
    State now = state;
    boolean lost =
        now.fetchedAt() == null
            || (now.trouble() != null && clock.instant().isAfter(now.fetchedAt().plus(outage)));
    return lost ? now.trouble() : null;
  }

  /** Why the last fetch failed; null: it did not. */
  @Nullable String trouble() {
    return state.trouble();
  }

  /** How long each fetch has failed; zero if the last one succeeded. */
  Duration outage() {
    Instant since = state.troubleSince();
    return since == null ? Duration.ZERO : Duration.between(since, clock.instant());
  }

  /** The keys that were fetched last. */
  List<JWK> keys() {
    return state.keys();
  }

  @Override
  public void close() {}
}
