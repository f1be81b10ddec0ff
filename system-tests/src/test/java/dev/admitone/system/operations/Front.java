package dev.admitone.system.operations;

import dev.admitone.testsupport.TestCertificate;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * What clients of a proxy see: an address on this machine, and a certificate.
 *
 * @param port of the proxy
 * @param certificate of the proxy
 * @param gateway that it stands in front of
 */
record Front(int port, TestCertificate certificate, URI gateway) {

  /** What pages of the address have as origin. */
  String origin() {
    return "https://localhost:" + port;
  }

  URI at(String path) {
    return URI.create(origin() + path);
  }

  /** A client that trusts the certificate. */
  HttpClient client() throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream file = Files.newInputStream(certificate.certificate())) {
      trusted.setCertificateEntry(
          "proxy", CertificateFactory.getInstance("X.509").generateCertificate(file));
    }
    TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
    managers.init(trusted);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, managers.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(tls).build();
  }
}
