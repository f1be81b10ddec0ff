package dev.admitone.local.demo;

import java.net.URI;

/** The lines on the terminal that say how to try the demo codes. */
public final class DemoLines {

  /** The codes, and what is special about each. */
  public static final String CODES =
      "Codes: KTEST1 (3 uses), HOT (unlimited), LAST1 (1 use), OLD1 (expired), GONE1 (revoked)";

  private DemoLines() {}

  /** Two calls to copy, and whose the token in them is. */
  public static String calls(URI gateway, String token) {
    return """
          token=%s
          curl -sw '\\n' %s/api/redemptions -H 'Content-Type: application/json' \\
               -H "Authorization: Bearer $token" \\
               -H 'Idempotency-Key: try-1' -d '{"code":"KTEST1","userId":"user-1"}'
          curl -sw '\\n' %s/api/invites/validate -H 'Content-Type: application/json' \\
               -d '{"code":"KTEST1"}'

        The token is of a service, which acts for any user. Others, each for 12 hours:\
        """
        .formatted(token, gateway, gateway);
  }
}
