package dev.admitone.gateway.lean;

import dev.admitone.gateway.problem.InvalidRequestException;
import dev.admitone.gateway.problem.RefusedCallException;
import dev.admitone.gateway.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.ResponseEntity;

/** Carries out the calls of one method and path. They need a token and no scope. */
public interface LeanHandler {

  /** The path as metrics name it. */
  String pattern();

  /** Whether these are status calls, which have a bound of their own. */
  boolean asks();

  /**
   * Whether the call is one of these, written as most clients write it. Reads no body.
   *
   * @param path without any prefix that a proxy took away
   */
  boolean takes(HttpServletRequest call, String path);

  /**
   * Carries the call out, without waiting for what becomes of it.
   *
   * @param response gets headers; status and body are written from what is returned
   * @return the response, or a refusal
   * @throws InvalidRequestException if the call is malformed; nothing was changed. The general
   *     route then says what is wrong
   * @throws RefusedCallException if the caller may not make it
   */
  CompletableFuture<ResponseEntity<Object>> handle(
      Caller caller, ReadAheadRequest call, HttpServletResponse response);
}
