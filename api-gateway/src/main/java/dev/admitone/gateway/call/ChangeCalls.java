package dev.admitone.gateway.call;

import dev.admitone.gateway.problem.InvalidRequestException;
import dev.admitone.gateway.security.Caller;
import dev.admitone.gateway.security.CallerResolver;
import dev.admitone.gateway.web.HeaderNames;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the headers of calls that change something. */
public final class ChangeCalls {

  public static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1,255}");

  private final CallerResolver callers;

  ChangeCalls(CallerResolver callers) {
    this.callers = callers;
  }

  /** The call, with its request id. */
  public ChangeCall read(HttpServletRequest request) {
    Caller caller = callers.resolve(request);
    Preference preference = preference(request);
    List<String> keys = Collections.list(request.getHeaders(HeaderNames.IDEMPOTENCY_KEY));
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
  public Caller caller(HttpServletRequest request) {
    return callers.resolve(request);
  }

  /** What the caller prefers. */
  public static Preference preference(HttpServletRequest request) {
    return Preference.parse(Collections.list(request.getHeaders(HeaderNames.PREFER)));
  }
}
