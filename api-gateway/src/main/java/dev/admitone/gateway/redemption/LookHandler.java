package dev.admitone.gateway.redemption;

import dev.admitone.gateway.call.CallReader;
import dev.admitone.gateway.lean.LeanHandler;
import dev.admitone.gateway.lean.ReadAheadRequest;
import dev.admitone.gateway.problem.InvalidRequestException;
import dev.admitone.gateway.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.ResponseEntity;

/** Tells on the lean route what became of a request. */
final class LookHandler implements LeanHandler {

  private static final String PREFIX = "/api/redemptions/";
  private static final int PATH_LENGTH = PREFIX.length() + 36;

  private final CallReader calls;
  private final Looking looking;

  LookHandler(CallReader calls, Looking looking) {
    this.calls = calls;
    this.looking = looking;
  }

  @Override
  public String pattern() {
    return PREFIX + "{requestId}";
  }

  @Override
  public boolean asks() {
    return true;
  }

  @Override
  public boolean takes(HttpServletRequest call, String path) {
    return call.getMethod().equals("GET")
        && path.length() == PATH_LENGTH
        && path.startsWith(PREFIX)
        && path.indexOf('/', PREFIX.length()) < 0;
  }

  @Override
  public CompletableFuture<ResponseEntity<Object>> handle(
      Caller caller, ReadAheadRequest call, HttpServletResponse response) {
    String[] at = call.getParameterValues("at");
    if (at != null && at.length > 1) {
      throw new InvalidRequestException("at must be given once");
    }
    String id = call.getRequestURI().substring(call.getRequestURI().length() - 36);
    return looking.look(calls.status(caller, id, at == null ? null : at[0], call), response);
  }
}
