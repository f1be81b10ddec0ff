package dev.admitone.service.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.JWK;
import dev.admitone.service.start.FileTrouble;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;

/**
 * Which tokens a service believes, as its own settings say. There is no default for the key, the
 * issuer and the audience: a service that does not know them does not start.
 *
 * @param prefix what the names of the settings begin with, for messages
 * @param issuer what {@code iss} has to be, to the letter
 * @param audience what {@code aud} has to contain
 * @param jwkSetUri where the issuer publishes its keys; exactly one of the three is set
 * @param jwkSetSslBundle the name of the SSL bundle whose certificates are trusted when the keys
 *     are fetched
 * @param jwkSetProxy the HTTP proxy that the keys are fetched through
 * @param publicKeyLocation a PEM file with the one public key
 * @param publicKey the one public key, RSA or P-256, as PEM text
 * @param leeway how far the issuer's clock may be off
 * @param verificationCacheTtl how long a verified signature is remembered at most
 */
public record TokenSettings(
    String prefix,
    @Nullable String issuer,
    @Nullable String audience,
    @Nullable String jwkSetUri,
    @Nullable String jwkSetSslBundle,
    @Nullable String jwkSetProxy,
    @Nullable Resource publicKeyLocation,
    @Nullable String publicKey,
    Duration leeway,
    Duration verificationCacheTtl) {

  private static final Pattern PROXY = Pattern.compile("http://([^/:@\\s]+):(\\d{1,5})/?");

  /** Checks what has to be there. */
  public TokenSettings {
    jwkSetUri = blankIsNone(jwkSetUri);
    jwkSetSslBundle = blankIsNone(jwkSetSslBundle);
    jwkSetProxy = blankIsNone(jwkSetProxy);
    publicKey = blankIsNone(publicKey);
    issuer = blankIsNone(issuer);
    audience = blankIsNone(audience);
    long keys =
        Stream.of(jwkSetUri != null, publicKeyLocation != null, publicKey != null)
            .filter(Boolean::booleanValue)
            .count();
    check(
        keys == 1,
        ("Tokens are verified with one key or one set of keys, but %s: set exactly one of"
                + " %sjwk-set-uri (where the issuer publishes its keys), %spublic-key-location"
                + " (a PEM file) and %spublic-key (PEM text)")
            .formatted(keys == 0 ? "none is set" : keys + " are set", prefix, prefix, prefix));
    check(issuer != null, prefix + "issuer must be set to what the tokens' iss is");
    check(audience != null, prefix + "audience must be set to what the tokens' aud contains");
    check(!leeway.isNegative(), prefix + "leeway must not be negative");
    check(
        !verificationCacheTtl.isNegative(), prefix + "verification-cache-ttl must not be negative");
    check(
        jwkSetSslBundle == null || isHttps(jwkSetUri),
        prefix + "jwk-set-ssl-bundle needs a " + prefix + "jwk-set-uri that begins with https://");
    check(
        jwkSetProxy == null || (jwkSetUri != null && proxy(jwkSetProxy) != null),
        prefix
            + "jwk-set-proxy must be like http://proxy.example.org:3128, beside a "
            + prefix
            + "jwk-set-uri");
    // Now and not with the first call, so that the start says what is wrong.
    if (url(prefix, jwkSetUri) == null) {
      PublicKeys.parse(prefix, pem(prefix, publicKeyLocation, publicKey));
    }
  }

  /** Where the issuer publishes its keys; null where one key is set. */
  @Nullable URL publishedKeys() {
    return url(prefix, jwkSetUri);
  }

  /** The proxy that they are fetched through; null: none. */
  @Nullable Proxy proxy() {
    return proxy(jwkSetProxy);
  }

  private static @Nullable Proxy proxy(@Nullable String address) {
    Matcher matcher = PROXY.matcher(String.valueOf(address));
    // Its name is looked up with each fetch.
    return matcher.matches()
        ? new Proxy(
            Proxy.Type.HTTP,
            InetSocketAddress.createUnresolved(
                matcher.group(1), Integer.parseInt(matcher.group(2))))
        : null;
  }

  private static boolean isHttps(@Nullable String uri) {
    return uri != null && uri.regionMatches(true, 0, "https:", 0, "https:".length());
  }

  /** The one public key. */
  JWK key() {
    return PublicKeys.parse(prefix, pem(prefix, publicKeyLocation, publicKey));
  }

  private static @Nullable URL url(String prefix, @Nullable String uri) {
    try {
      return uri == null ? null : URI.create(uri).toURL();
    } catch (IllegalArgumentException | MalformedURLException _) {
      // Without its cause, whose message alone would be shown at the start.
      throw new IllegalArgumentException(prefix + "jwk-set-uri must be a URL, but is " + uri);
    }
  }

  private static String pem(String prefix, @Nullable Resource location, @Nullable String text) {
    if (location == null) {
      return String.valueOf(text);
    }
    try {
      if (location.isFile() && Files.isDirectory(location.getFilePath())) {
        // Java reads a list of its files.
        throw new FileSystemException(location.getFilePath().toString());
      }
      return location.getContentAsString(UTF_8);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          prefix + "public-key-location cannot be read: " + why(location, e));
    }
  }

  private static String why(Resource location, IOException e) {
    try {
      return FileTrouble.of(location.getFilePath(), e);
    } catch (IOException _) {
      // It is not in the file system.
      return "%s: %s".formatted(location.getDescription(), e);
    }
  }

  private static @Nullable String blankIsNone(@Nullable String value) {
    return value == null || value.isBlank() ? null : value;
  }

  private static void check(boolean valid, String otherwise) {
    if (!valid) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
