package dev.admitone.service.tokens;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.admitone.testsupport.TestTokens;
import org.jspecify.annotations.Nullable;

/** Tokens of an issuer, signed with any key. */
final class Issuer {

  static final String NAME = "https://issuer.example.org";
  static final String AUDIENCE = "admit-one";

  private static final TestTokens TOKENS = new TestTokens(newKey(null), NAME, AUDIENCE);

  private Issuer() {}

  static ECKey newKey(@Nullable String id) {
    return TestTokens.newKey(id);
  }

  /** Claims that are valid for ten minutes, to be changed. */
  static JWTClaimsSet.Builder claims() {
    return TOKENS.claims("ann");
  }

  static String token(ECKey key, JWTClaimsSet claims) {
    return TestTokens.signed(key, claims);
  }
}
