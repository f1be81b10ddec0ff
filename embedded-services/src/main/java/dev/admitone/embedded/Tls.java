package dev.admitone.embedded;

import java.nio.file.Path;

/**
 * A broker's certificate, and the ones that it trusts.
 *
 * @param keyStore a PKCS #12 file with its key and certificate
 * @param password of the file and the key
 * @param trusted a PEM file with the certificates of the clients that may connect
 */
public record Tls(Path keyStore, String password, Path trusted) {

  /** Everything but the password. */
  @Override
  public String toString() {
    return "Tls[keyStore=%s, trusted=%s]".formatted(keyStore, trusted);
  }
}
