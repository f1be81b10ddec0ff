package dev.admitone.local.secrets;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** The secret that keyed codes are derived from. */
public final class CodeSecret {

  private static final int SECRET_BYTES = 32;

  private CodeSecret() {}

  /** The secret in the file, made where there is none. */
  public static String in(Path file) {
    return SecretFile.in(file, CodeSecret::random);
  }

  /** A new one. */
  public static String random() {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return Base64.getEncoder().encodeToString(secret);
  }
}
