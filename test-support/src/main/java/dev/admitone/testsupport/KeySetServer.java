package dev.admitone.testsupport;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An issuer of tokens that publishes its keys over HTTP, or over HTTPS with a certificate. */
public final class KeySetServer implements AutoCloseable {

  private final HttpServer server;
  private final String scheme;
  private volatile int status = 200;
  private volatile List<? extends JWK> keys = List.of();

  private KeySetServer(HttpServer server, String scheme) {
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

  /** Over HTTP, without a key. */
  public static KeySetServer plain() throws IOException {
    return new KeySetServer(HttpServer.create(anyPort(), 0), "http");
  }

  /** Over HTTPS, without a key. */
  public static KeySetServer withTls(TestCertificate certificate)
      throws IOException, GeneralSecurityException {
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
    return new KeySetServer(server, "https");
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  /** The public P-256 key of a PEM text, without an id. */
  public static ECKey key(String publicPem) {
    String encoded = publicPem.replaceAll("-----[A-Z ]+-----", "");
    try {
      ECPublicKey key =
          (ECPublicKey)
              KeyFactory.getInstance("EC")
                  .generatePublic(new X509EncodedKeySpec(Base64.getMimeDecoder().decode(encoded)));
      return new ECKey.Builder(Curve.P_256, key).build();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no key: " + publicPem, e);
    }
  }

  /** Publishes these keys and no other from now on. */
  public void publishes(JWK... published) {
    keys = List.of(published);
    status = 200;
  }

  /** Responds with the status 500 from now on. */
  public void fails() {
    status = 500;
  }

  /** Where the keys are. */
  public String uri() {
    return "%s://127.0.0.1:%d/keys".formatted(scheme, server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
