package dev.admitone.testsupport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/**
 * A key with a certificate that it signed itself, for {@code localhost} and 127.0.0.1, valid for
 * two days where nothing else is said. A party that trusts the certificate believes its bearer.
 *
 * @param keyStore a PKCS #12 file with both
 * @param password of the file and the key
 * @param certificate a PEM file with the certificate
 * @param key a PEM file with the private key
 */
public record TestCertificate(Path keyStore, String password, Path certificate, Path key) {

  private static final String PASSWORD = "for tests only";
  private static final int DAYS_MAX = 2;

  /** Makes one, in files of the directory. */
  public static TestCertificate create(Path directory, String name)
      throws IOException, InterruptedException, GeneralSecurityException {
    return create(directory, name, Duration.ofDays(DAYS_MAX));
  }

  /** Makes one that ends after that time, of two days at most. */
  public static TestCertificate create(Path directory, String name, Duration validity)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = directory.resolve(name + ".p12");
    keytool(
        List.of(
            "-genkeypair",
            "-alias",
            name,
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=" + name,
            "-ext",
            "SAN=dns:localhost,ip:127.0.0.1",
            "-validity",
            String.valueOf(DAYS_MAX),
            "-startdate",
            "-%dd+%dS".formatted(DAYS_MAX, validity.toSeconds()),
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            PASSWORD));
    KeyStore made = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(store)) {
      made.load(file, PASSWORD.toCharArray());
    }
    byte[] certificate = made.getCertificate(name).getEncoded();
    byte[] key = made.getKey(name, PASSWORD.toCharArray()).getEncoded();
    return new TestCertificate(
        store,
        PASSWORD,
        pem(directory.resolve(name + ".crt"), "CERTIFICATE", certificate),
        pem(directory.resolve(name + ".key"), "PRIVATE KEY", key));
  }

  private static void keytool(List<String> arguments) throws IOException, InterruptedException {
    ProcessBuilder command =
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.command().addAll(arguments);
    Process process = command.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("keytool made no certificate: " + output);
    }
  }

  private static Path pem(Path file, String kind, byte[] encoded) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    return Files.writeString(
        file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, text));
  }
}
