package dev.admitone.service.tokens;

/** What a token has to fulfil, in the order in which it is checked. */
enum TokenRule {
  /** It is a JWT. */
  FORM,
  /** Its header's {@code alg} is one that is accepted here. */
  ALGORITHM,
  /** Its header's {@code typ} is that of an access token. */
  TYPE,
  /** The issuer has the key that it names. */
  KEY,
  /** That key has signed it. */
  SIGNATURE,
  /** It has an {@code exp}, which has not passed. */
  EXPIRY,
  /** Its {@code nbf}, if it has one, has passed. */
  NOT_BEFORE,
  /** Its {@code iss} is the one that is set. */
  ISSUER,
  /** Its {@code aud} contains the one that is set. */
  AUDIENCE,
  /** Its {@code sub} can be a user id. */
  SUBJECT
}
