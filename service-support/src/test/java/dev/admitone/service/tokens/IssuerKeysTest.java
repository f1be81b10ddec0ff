package dev.admitone.service.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.ECKey;
import dev.admitone.testsupport.FreePorts;
import dev.admitone.testsupport.KeySetServer;
import dev.admitone.testsupport.LogLines;
import dev.admitone.testsupport.TestCertificate;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;

/** Keys that an issuer publishes, and the ways in which they cannot be had. */
@Tag("services")
class IssuerKeysTest {

  private static final ECKey KEY = Issuer.newKey("one");
  private static final String BUNDLE = "company";

  @TempDir static Path directory;
  private static TestCertificate certificate;

  @BeforeAll
  static void makeACertificate() throws Exception {
    certificate = TestCertificate.create(directory, "issuer");
  }

  @Test
  void behindACertificateThatIsNotTrustedAreMissingForThatReason() throws Exception {
    try (KeySetServer issuer = KeySetServer.withTls(certificate);
        LogLines lines = LogLines.of(PublishedKeys.class)) {
      issuer.publishes(KEY.toPublicJWK());
      IssuerKeys keys = keys(issuer.uri(), null, null);
      for (int i = 0; i < 3; i++) {
        assertUnavailable(keys, KEY);
      }
      assertThat(keys.missing()).contains("PKIX path building failed");
      assertThat(lines.all())
          .singleElement()
          .asString()
          .contains("PKIX path building failed")
          .contains("The issuer's keys cannot be fetched from " + issuer.uri())
          .contains("admit-one.gateway.tokens.jwk-set-ssl-bundle");
    }
  }

  @Test
  void areHadWhereABundleTrustsTheCertificate() throws Exception {
    try (KeySetServer issuer = KeySetServer.withTls(certificate)) {
      issuer.publishes(KEY.toPublicJWK());
      assertBelieved(keys(issuer.uri(), BUNDLE, null), KEY);
    }
  }

  @Test
  void areHadThroughAProxy() throws Exception {
    try (KeySetServer issuer = KeySetServer.withTls(certificate);
        ConnectProxy proxy = new ConnectProxy()) {
      issuer.publishes(KEY.toPublicJWK());
      assertBelieved(keys(issuer.uri(), BUNDLE, proxy.address()), KEY);
      assertThat(proxy.asked())
          .contains("CONNECT " + issuer.uri().substring("https://".length()).replace("/keys", ""));
    }
  }

  @Test
  void areMissingForAsLongAsTheyWereNeverHad() throws Exception {
    IssuerKeys keys = keys("http://127.0.0.1:%d/keys".formatted(FreePorts.one()), null, null);
    try (LogLines lines = LogLines.of(PublishedKeys.class)) {
      for (int i = 0; i < 12; i++) {
        assertUnavailable(keys, KEY);
      }
      assertThat(lines.all()).singleElement().asString().contains("Connection refused");
    }
    assertThat(keys.missing()).contains("Connection refused");
    assertThat(new KeysHealth(keys).health().getDetails().get("missing"))
        .asString()
        .startsWith("the issuer's keys: java.net.ConnectException: Connection refused");
  }

  @Test
  void theTimeSinceTheFirstFailedFetchIsKnownUntilOneSucceeds() throws Exception {
    try (KeySetServer issuer = KeySetServer.plain()) {
      issuer.fails();
      IssuerKeys keys = keys(issuer.uri(), null, null);
      assertUnavailable(keys, KEY);
      assertThat(keys.outage()).isPositive();
    }
    try (KeySetServer issuer = KeySetServer.plain()) {
      issuer.publishes(KEY.toPublicJWK());
      IssuerKeys keys = keys(issuer.uri(), null, null);
      assertBelieved(keys, KEY);
      assertThat(keys.outage()).isZero();
    }
  }

  @Test
  void ofAnEmptySetAreMissing() throws Exception {
    try (KeySetServer issuer = KeySetServer.plain()) {
      IssuerKeys keys = keys(issuer.uri(), null, null);
      assertUnavailable(keys, KEY);
      assertThat(keys.missing()).isEqualTo("the set has no RSA key and no EC key");
    }
  }

  @Test
  void refuseATokenOfAnotherKeyOnlyWhereTheNewestOnesAreKnown() throws Exception {
    ECKey next = Issuer.newKey("next");
    try (KeySetServer issuer = KeySetServer.plain()) {
      issuer.publishes(KEY.toPublicJWK());
      IssuerKeys keys = keys(issuer.uri(), null, null);
      assertBelieved(keys, KEY);
      for (int i = 0; i < 4; i++) {
        assertThatThrownBy(() -> decode(keys, next)).isInstanceOf(BadJwtException.class);
      }
    }
    try (KeySetServer issuer = KeySetServer.plain()) {
      issuer.publishes(KEY.toPublicJWK());
      IssuerKeys keys = keys(issuer.uri(), null, null);
      assertBelieved(keys, KEY);
      issuer.fails();
      for (int i = 0; i < 4; i++) {
        assertUnavailable(keys, next);
        assertBelieved(keys, KEY);
      }
      assertThat(keys.missing()).isNull();
      assertThat(keys.trouble()).contains("500");
      assertThat(new KeysHealth(keys).health().getDetails()).containsKey("trouble");
    }
  }

  @Test
  void needABundleThatIsThere() {
    assertThatThrownBy(() -> keys("https://issuer.example.org/keys", "another", null))
        .isInstanceOf(NoSuchSslBundleException.class)
        .hasMessageContaining("another");
  }

  @Test
  void saysWhatIsWrongWithTheSettings() {
    assertThatThrownBy(() -> settings("http://issuer.example.org/keys", BUNDLE, null))
        .hasMessageContaining("jwk-set-ssl-bundle needs a")
        .hasMessageContaining("https://");
    for (String proxy : new String[] {"proxy.example.org", "socks://proxy:1", "http://a@b:80"}) {
      assertThatThrownBy(() -> settings("https://issuer.example.org/keys", null, proxy))
          .hasMessageContaining("jwk-set-proxy must be like http://proxy.example.org:3128");
    }
  }

  private static void assertUnavailable(IssuerKeys keys, ECKey signer) {
    assertThatThrownBy(() -> decode(keys, signer))
        .isInstanceOf(JwtException.class)
        .isNotInstanceOf(BadJwtException.class);
  }

  private static void assertBelieved(IssuerKeys keys, ECKey signer) {
    decode(keys, signer);
    assertThat(keys.missing()).isNull();
  }

  private static void decode(IssuerKeys keys, ECKey signer) {
    var _ = new SignatureCheck(keys).decode(Issuer.token(signer, Issuer.claims().build()));
  }

  private static IssuerKeys keys(String uri, @Nullable String bundle, @Nullable String proxy) {
    PemSslStoreDetails trusted =
        PemSslStoreDetails.forCertificate(certificate.certificate().toUri().toString());
    DefaultSslBundleRegistry bundles =
        new DefaultSslBundleRegistry(BUNDLE, SslBundle.of(new PemSslStoreBundle(null, trusted)));
    return IssuerKeys.of(settings(uri, bundle, proxy), bundles, Clock.systemUTC());
  }

  private static TokenSettings settings(
      String uri, @Nullable String bundle, @Nullable String proxy) {
    return new TokenSettings(
        "admit-one.gateway.tokens.",
        Issuer.NAME,
        Issuer.AUDIENCE,
        uri,
        bundle,
        proxy,
        null,
        null,
        Duration.ofSeconds(30),
        Duration.ofMinutes(5));
  }
}
