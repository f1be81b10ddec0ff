package dev.admitone.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.testsupport.ApiClient;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Makes users and codes for signups, and signs them up. */
public final class Signups {

  public static final String PATH = "/api/auth/complete-phone-signup";

  private Signups() {}

  public static ApiClient.Response signUp(
      String code, String user, String username, String... headers) {
    return Environment.api().post(PATH, body(code, user, username), headers);
  }

  /** Address and number are made from the user's id. */
  public static Map<String, Object> body(String code, String user, String username) {
    Map<String, Object> body = new HashMap<>();
    body.put("userId", user);
    body.put("email", user + "@example.com");
    body.put("password", "SecurePass123!");
    body.put("username", username);
    body.put("displayName", "Test User");
    body.put("inviteCode", code);
    body.put("phone", "+1555" + (1_000_000 + Math.floorMod(user.hashCode(), 9_000_000)));
    return body;
  }

  /** A new one, which is a user name, too. */
  public static String user() {
    return "u" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
  }

  /** A new code for so many. */
  public static String invite(int maxUses) {
    String code = Codes.unique("SIGNUP");
    assertThat(Environment.api().createInvite(Map.of("code", code, "maxUses", maxUses)).status())
        .isEqualTo(201);
    return code;
  }
}
