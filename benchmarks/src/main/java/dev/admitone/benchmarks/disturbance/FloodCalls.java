package dev.admitone.benchmarks.disturbance;

import dev.admitone.benchmarks.generator.CallTemplate;
import dev.admitone.benchmarks.generator.Calls;
import dev.admitone.benchmarks.load.CodeChoice;
import java.util.ArrayList;
import java.util.List;

/** The calls of one caller that wants more than its share. */
final class FloodCalls {

  /** The key that all contents of one id are sent with. */
  static final String KEY = "flood";

  private static final String BODY = "{\"code\":\"%s\",\"userId\":\"%s\"}";

  private FloodCalls() {}

  /** Redemptions with one key, each with another content, none of which is waited for. */
  static Calls ofOneKey(String token, String code, long seed) {
    CallTemplate template =
        redemption(token, BODY.formatted(code, CallTemplate.USER), "Idempotency-Key: " + KEY);
    return new Calls(List.of(template), CodeChoice.hot(), "", seed);
  }

  /** Redemptions of one user, none of which is waited for. */
  static Calls ofOneUser(String token, String code) {
    return always(redemption(token, BODY.formatted(code, "one-user")));
  }

  /** Status calls about a request, each of which waits so long. */
  static Calls asking(String token, String path, int waitSeconds) {
    return always(
        waitSeconds > 0
            ? get(token, path, "Prefer: wait=" + waitSeconds)
            : get(token, path, "Accept: application/json"));
  }

  /** Streams of events about a request, each of which goes on until its decision comes. */
  static Calls listening(String token, String path) {
    return always(get(token, path, "Accept: text/event-stream"));
  }

  private static CallTemplate redemption(String token, String body, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Content-Type: application/json");
    all.add("Prefer: respond-async");
    all.add("Authorization: " + token);
    return CallTemplate.of("POST", "/api/redemptions", all, body);
  }

  private static CallTemplate get(String token, String path, String header) {
    return CallTemplate.of("GET", path, List.of("Authorization: " + token, header), "");
  }

  private static Calls always(CallTemplate template) {
    return new Calls(List.of(template), CodeChoice.hot(), "", 0);
  }
}
