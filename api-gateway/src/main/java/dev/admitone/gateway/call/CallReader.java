package dev.admitone.gateway.call;

import dev.admitone.gateway.log.requests.LogPosition;
import dev.admitone.gateway.problem.InvalidRequestException;
import dev.admitone.gateway.security.Caller;
import dev.admitone.gateway.security.CallerResolver;
import dev.admitone.gateway.web.HeaderNames;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the caller, the headers and the request's id and position of a call. */
public final class CallReader {

  /** The form of an Idempotency-Key. */
  public static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1,255}");

  private final CallerResolver callers;
  private final int partitionCount;

  CallReader(CallerResolver callers, int partitionCount) {
    this.callers = callers;
    this.partitionCount = partitionCount;
  }

  /**
   * Reads a call that changes something.
   *
   * @throws InvalidRequestException if its Idempotency-Key is malformed
   */
  public ChangeCall change(HttpServletRequest http) {
    return change(callers.resolve(http), http);
  }

  /** The same, where the caller is known already. */
  public ChangeCall change(Caller caller, HttpServletRequest http) {
    Preference preference = preference(http);
    List<String> keys = Collections.list(http.getHeaders(HeaderNames.IDEMPOTENCY_KEY));
    if (keys.isEmpty()) {
      return new ChangeCall(caller, null, RequestIds.random(), preference, http);
    }
    String key = keys.getFirst();
    if (keys.size() > 1 || !KEY.matcher(key).matches()) {
      throw new InvalidRequestException(
          "Idempotency-Key must be given once, with 1 to 255 visible ASCII characters");
    }
    return new ChangeCall(caller, key, RequestIds.derived(caller, key), preference, http);
  }

  /**
   * Reads a call that asks what became of a request.
   *
   * @param requestId as the path has it
   * @param at as the query has it
   * @throws InvalidRequestException if one of them is malformed
   */
  public StatusCall status(String requestId, @Nullable String at, HttpServletRequest http) {
    return status(callers.resolve(http), requestId, at, http);
  }

  /** The same, where the caller is known already. */
  public StatusCall status(
      Caller caller, String requestId, @Nullable String at, HttpServletRequest http) {
    UUID id = RequestIds.parse(requestId);
    LogPosition position = Fields.position(at, partitionCount);
    return new StatusCall(caller, id, position, preference(http), http);
  }

  private static Preference preference(HttpServletRequest http) {
    return Preference.parse(Collections.list(http.getHeaders(HeaderNames.PREFER)));
  }
}
