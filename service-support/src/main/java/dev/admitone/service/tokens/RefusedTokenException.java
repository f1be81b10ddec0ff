package dev.admitone.service.tokens;

import org.springframework.security.oauth2.jwt.BadJwtException;

/** A token that is refused before its claims are looked at. */
final class RefusedTokenException extends BadJwtException {

  private final transient TokenRefusal refusal;

  RefusedTokenException(TokenRefusal refusal, Throwable cause) {
    super("refused by the rule " + refusal.rule(), cause);
    this.refusal = refusal;
  }

  TokenRefusal refusal() {
    return refusal;
  }
}
