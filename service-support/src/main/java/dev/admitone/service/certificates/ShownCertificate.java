package dev.admitone.service.certificates;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that a server shows. It is read and not believed: no byte is sent over the
 * connection but the handshake, so that a certificate that has ended already can be read, too.
 */
final class ShownCertificate {

  private static final Duration WAIT_MAX = Duration.ofSeconds(5);

  private ShownCertificate() {}

  /**
   * Returns when the first certificate of the server's chain ends, at the first of the host's
   * addresses that can be reached.
   *
   * @throws IOException if no address can be reached, or the server shows no certificate
   */
  static Instant endAt(String host, int port) throws IOException, GeneralSecurityException {
    IOException failure = new IOException("no address of " + host);
    for (InetAddress address : InetAddress.getAllByName(host)) {
      try {
        return endAt(new InetSocketAddress(address, port));
      } catch (IOException e) {
        failure = e;
      }
    }
    throw failure;
  }

  private static Instant endAt(InetSocketAddress server)
      throws IOException, GeneralSecurityException {
    Chain chain = new Chain();
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, new TrustManager[] {chain}, null);
    int waitMillis = Math.toIntExact(WAIT_MAX.toMillis());
    try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket()) {
      socket.connect(server, waitMillis);
      socket.setSoTimeout(waitMillis);
      socket.startHandshake();
    } catch (SSLException e) {
      // A broker that wants a certificate of its client ends the handshake once it has shown its
      // own.
      if (chain.end == null) {
        throw e;
      }
    }
    return requireNonNull(chain.end, "a handshake without a certificate");
  }

  /** Takes note of a chain, and refuses none. */
  private static final class Chain implements X509TrustManager {

    private volatile @Nullable Instant end;

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
      throw new UnsupportedOperationException("this side is the client");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
      end =
          Arrays.stream(chain)
              .map(X509Certificate::getNotAfter)
              .map(Date::toInstant)
              .min(Instant::compareTo)
              .orElse(null);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
