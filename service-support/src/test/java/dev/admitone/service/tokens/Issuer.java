package dev.admitone.service.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.admitone.testsupport.TestCertificate;
import dev.admitone.testsupport.TestTokens;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** An issuer of tokens that publishes its keys over HTTP, or over HTTPS with a certificate. */
final class Issuer implements AutoCloseable {

  static final String NAME = "https://issuer.example.org";
  static final String AUDIENCE = "admit-one";

  private static final TestTokens TOKENS = new TestTokens(newKey(null), NAME, AUDIENCE);

  private final HttpServer server;
  private final String scheme;
  private volatile int status = 200;
  private volatile List<? extends JWK> keys = List.of();

  private Issuer(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    server.createContext(
        "/keys",
        exchange -> {
          byte[] body = new JWKSet(List.copyOf(keys)).toString(true).getBytes(UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  static Issuer plain() throws IOException {
    return new Issuer(HttpServer.create(anyPort(), 0), "http");
  }

  static Issuer withTls(TestCertificate certificate) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(certificate.keyStore())) {
      store.load(file, certificate.password().toCharArray());
    }
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(store, certificate.password().toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    HttpsServer server = HttpsServer.create(anyPort(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return new Issuer(server, "https");
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  void publishes(JWK... published) {
    keys = List.of(published);
    status = 200;
  }

  void fails() {
    status = 500;
  }

  String uri() {
    return "%s://127.0.0.1:%d/keys".formatted(scheme, server.getAddress().getPort());
  }

  static ECKey newKey(@Nullable String id) {
    return TestTokens.newKey(id);
  }

  /** Claims that are valid for ten minutes, to be changed. */
  static JWTClaimsSet.Builder claims() {
    return TOKENS.claims("ann");
  }

  static String token(ECKey key, JWTClaimsSet claims) {
    return TestTokens.signed(key, claims);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
