package dev.admitone.local.compose;

import dev.admitone.local.secrets.CodeSecret;
import dev.admitone.local.secrets.SecretFile;
import dev.admitone.local.secrets.TokenKey;
import dev.admitone.schemas.erasure.UserPseudonyms;
import dev.admitone.schemas.signup.ProfileSeal;
import dev.admitone.schemas.signup.SignupFingerprints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The file that the containers take their secrets from: made once, and readable by its owner alone.
 */
final class ComposeEnvironment {

  private static final List<String> CONSOLE_PASSWORDS =
      List.of("ADMIT_READER_PASSWORD", "ADMIT_CONSOLE_PASSWORD");

  private ComposeEnvironment() {}

  /**
   * Makes the file where there is none, and adds what a former release did not need. The tokens'
   * key, whose public half it has, stays out.
   */
  static void make(Path file, TokenKey key) {
    var _ = SecretFile.in(file, () -> contents(key));
    addMissing(file);
  }

  /** A file of a release without a console lacks the passwords of its roles. */
  private static void addMissing(Path file) {
    Map<String, String> present = in(file, Map.of());
    List<String> missing =
        CONSOLE_PASSWORDS.stream()
            .filter(name -> !present.containsKey(name))
            .map(name -> name + "=" + CodeSecret.random())
            .toList();
    if (missing.isEmpty()) {
      return;
    }
    try {
      // The last line of a file that people wrote may have no end.
      Files.writeString(file, "\n" + String.join("\n", missing) + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  private static String contents(TokenKey key) {
    return """
        # Made at the first start; .env.example describes each. These are secrets.
        COMPOSE_PROFILES=single
        ADMIT_POSTGRES_PASSWORD=%s
        ADMIT_PROCESSOR_PASSWORD=%s
        ADMIT_READER_PASSWORD=%s
        ADMIT_CONSOLE_PASSWORD=%s
        ADMIT_CODE_SECRET=%s
        ADMIT_SEAL_KEYSET='%s'
        ADMIT_FINGERPRINT_KEYSET='%s'
        ADMIT_ERASURE_KEYSET='%s'
        ADMIT_TOKEN_ISSUER=%s
        ADMIT_TOKEN_AUDIENCE=%s
        ADMIT_TOKEN_PUBLIC_KEY='%s'
        """
        .formatted(
            CodeSecret.random(),
            CodeSecret.random(),
            CodeSecret.random(),
            CodeSecret.random(),
            CodeSecret.random(),
            onOneLine(ProfileSeal.newKeyset()),
            onOneLine(SignupFingerprints.newKeyset()),
            onOneLine(UserPseudonyms.newKeyset()),
            TokenKey.ISSUER,
            TokenKey.AUDIENCE,
            onOneLine(key.publicPem()));
  }

  /** The values of the file; those of the shell's environment come before them. */
  static Map<String, String> in(Path file, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        int equals = line.indexOf('=');
        if (equals > 0 && !line.startsWith("#")) {
          all.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
    all.putAll(environment);
    return all;
  }

  private static String onOneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
