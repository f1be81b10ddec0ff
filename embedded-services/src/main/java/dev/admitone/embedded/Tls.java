package dev.admitone.embedded;

import java.nio.file.Path;

/**
 * How a broker shows who it is, and whom it believes.
 *
 * @param keyStore a PKCS #12 file with its key and certificate
 * @param password of the file and the key
 * @param trusted a PEM file with the certificates of those who may connect
 */
public record Tls(Path keyStore, String password, Path trusted) {

  /** Everything but the password. */
  @Override
  public String toString() {
    return "Tls[keyStore=%s, trusted=%s]".formatted(keyStore, trusted);
  }
}
