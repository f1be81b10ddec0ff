package dev.admitone.gateway.web;

/** Names of the headers that Spring's own list of names lacks. */
public final class HeaderNames {

  /** Names a request, so that the same request may be sent again. */
  public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  /** What the caller prefers (RFC 7240). */
  public static final String PREFER = "Prefer";

  /** Which preferences were followed (RFC 7240). */
  public static final String PREFERENCE_APPLIED = "Preference-Applied";

  /** How much is left in the caller's buckets. */
  public static final String RATE_LIMIT = "RateLimit";

  /** How large the caller's buckets are. */
  public static final String RATE_LIMIT_POLICY = "RateLimit-Policy";

  private HeaderNames() {}
}
