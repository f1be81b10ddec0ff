package dev.admitone.gateway.support;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Bodies of signups. */
public final class Signups {

  public static final String PATH = "/api/auth/complete-phone-signup";

  private Signups() {}

  /** The checklist's own, with the code, and with pairs of a field and its value (null: none). */
  public static String body(String code, @Nullable String... fields) {
    Map<String, @Nullable String> body = new LinkedHashMap<>();
    body.put("userId", "user-123");
    body.put("email", "test@example.com");
    body.put("password", "SecurePass123!");
    body.put("username", "testuser");
    body.put("displayName", "Test User");
    body.put("inviteCode", code);
    body.put("phone", "+15555551234");
    for (int i = 0; i < fields.length; i += 2) {
      body.put(String.valueOf(fields[i]), fields[i + 1]);
    }
    return JsonMapper.shared().writeValueAsString(body);
  }
}
