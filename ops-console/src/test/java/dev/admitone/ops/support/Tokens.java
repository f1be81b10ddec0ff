package dev.admitone.ops.support;

import com.nimbusds.jose.jwk.ECKey;
import dev.admitone.testsupport.TestTokens;
import java.time.Duration;
import java.util.List;

/** Tokens of the issuer that the tests' consoles accept. */
public final class Tokens {

  public static final String ISSUER = "https://issuer.example.org";
  public static final String AUDIENCE = "admit-one";

  private static final ECKey KEY = TestTokens.newKey(null);
  private static final TestTokens TOKENS = new TestTokens(KEY, ISSUER, AUDIENCE);
  private static final String READER = of("invites:read");
  private static final String OPERATOR = of("invites:admin");

  private Tokens() {}

  /** The settings of a console that accepts them. */
  static List<String> settings() {
    return List.of(
        "--admit-one.ops.tokens.issuer=" + ISSUER,
        "--admit-one.ops.tokens.audience=" + AUDIENCE,
        "--admit-one.ops.tokens.public-key=" + TOKENS.publicPem());
  }

  /** Lets its bearer look. */
  public static String reader() {
    return READER;
  }

  /** Lets its bearer look and change. */
  public static String operator() {
    return OPERATOR;
  }

  /** One that expires soon. */
  public static String of(String scope, Duration lifetime) {
    return TOKENS.of("olga", scope, lifetime);
  }

  public static String of(String scope) {
    return of(scope, "olga");
  }

  /** Of another operator. */
  public static String of(String scope, String name) {
    return TOKENS.of(name, scope, Duration.ofHours(6));
  }
}
