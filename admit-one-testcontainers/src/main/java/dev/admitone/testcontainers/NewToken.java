package dev.admitone.testcontainers;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A token to make. By default a user's own, which is valid for an hour from now on.
 *
 * @param claims what it says beside the issuer, the audience and the times; a claim of the same
 *     name replaces these, and null leaves it out
 */
public record NewToken(Map<String, @Nullable Object> claims) {

  private static final String ISSUER = "urn:admit-one:local-stack";
  private static final String AUDIENCE = "admit-one";
  private static final long LIFETIME_SECONDS = 3_600;

  /** Takes the claims as they are now. */
  public NewToken {
    claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
  }

  /** A user's own. */
  public static NewToken ofUser(String userId) {
    return new NewToken(Map.of("sub", userId));
  }

  /** The same with these scopes, separated by blanks, and no others. */
  public NewToken withScopes(String value) {
    return withClaim("scope", value);
  }

  /** The same until then; a moment that has passed makes a token that has expired. */
  public NewToken withExpiresAt(Instant value) {
    return withClaim("exp", value.getEpochSecond());
  }

  /**
   * The same with this claim, in the place of any of the same name.
   *
   * @param value text, a number, a truth value, a map or a collection of these; null: the token
   *     does not have the claim
   */
  public NewToken withClaim(String name, @Nullable Object value) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(claims);
    more.put(name, value);
    return new NewToken(more);
  }

  /** What is signed. */
  String json(Instant now) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("iss", ISSUER);
    all.put("aud", AUDIENCE);
    all.put("iat", now.getEpochSecond());
    all.put("exp", now.getEpochSecond() + LIFETIME_SECONDS);
    all.putAll(claims);
    all.values().removeIf(value -> value == null);
    return Json.of(all);
  }
}
