package dev.admitone.containers;

import com.nimbusds.jose.jwk.ECKey;
import dev.admitone.testsupport.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;

/** Tokens that these tests' gateways accept. */
final class Tokens {

  private Tokens() {}

  /** Those of the key that {@code ./admit compose} made. */
  static TestTokens ofCompose(Path directory) {
    try {
      ECKey key = ECKey.parse(Files.readString(directory.resolve("token-key.json")));
      return new TestTokens(key, "urn:admit-one:local-stack", "admit-one");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lets its bearer do everything. */
  static String all(TestTokens tokens) {
    return tokens.of("container-tests", "redemptions:write invites:admin", Duration.ofHours(1));
  }
}
