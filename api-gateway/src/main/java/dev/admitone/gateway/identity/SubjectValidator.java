package dev.admitone.gateway.identity;

import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/** A token without a subject that can be a user id says of nobody who they are. */
final class SubjectValidator implements OAuth2TokenValidator<Jwt> {

  private static final int MAX_LENGTH = 200;

  @Override
  public OAuth2TokenValidatorResult validate(Jwt token) {
    String subject = token.getSubject();
    boolean usable =
        subject != null
            && !subject.isEmpty()
            && subject.length() <= MAX_LENGTH
            && subject.codePoints().noneMatch(SubjectValidator::isNoText);
    return usable
        ? OAuth2TokenValidatorResult.success()
        : OAuth2TokenValidatorResult.failure(
            new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, "sub is no user id", null));
  }

  /** What neither the ledger nor the log can hold, as in user ids. */
  private static boolean isNoText(int codePoint) {
    return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
  }
}
