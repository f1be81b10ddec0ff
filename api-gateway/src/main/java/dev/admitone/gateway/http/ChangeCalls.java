package dev.admitone.gateway.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the headers of calls that change something. */
final class ChangeCalls {

  static final String KEY_HEADER = "Idempotency-Key";
  static final String PREFER_HEADER = "Prefer";
  static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1,255}");

  private final CallerResolver callers;

  ChangeCalls(CallerResolver callers) {
    this.callers = callers;
  }

  /** The call, with its request id. */
  ChangeCall read(HttpServletRequest request) {
    Caller caller = callers.resolve(request);
    Preference preference = preference(request);
    List<String> keys = Collections.list(request.getHeaders(KEY_HEADER));
    if (keys.isEmpty()) {
      return new ChangeCall(caller, null, RequestIds.random(), preference);
    }
    String key = keys.getFirst();
    if (keys.size() > 1 || !KEY.matcher(key).matches()) {
      throw new InvalidRequestException(
          "Idempotency-Key must be given once, with 1 to 255 visible ASCII characters");
    }
    return new ChangeCall(caller, key, RequestIds.derived(caller, key), preference);
  }

  /** Who calls. */
  Caller caller(HttpServletRequest request) {
    return callers.resolve(request);
  }

  /** What the caller prefers. */
  static Preference preference(HttpServletRequest request) {
    return Preference.parse(Collections.list(request.getHeaders(PREFER_HEADER)));
  }
}
